// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names asked of the cluster's DNS from inside a pod, with the resolver that applications use: getent asks getaddrinfo,
 * which follows resolv.conf with its search list.
 */
public final class Dns {
    private static final Pattern SEARCH = Pattern.compile("(?m)^search\\s+(.+)$");
    private static final Pattern LINE = Pattern.compile("(?m)^answer (\\S+) (\\d+)ms ?(.*)$");
    /** The cluster's domain if resolv.conf has no search list to read it from. */
    private static final String USUAL_DOMAIN = "cluster.local";

    private final ClientPod pod;
    private int again;

    public Dns(ClientPod pod) {
        this.pod = pod;
    }

    /** The pod's resolv.conf, as the kubelet wrote it. */
    public String resolvConf() {
        return pod.resolvConf();
    }

    /** Every name by which a Service is known in its own namespace, from the short one to the absolute one. */
    public static List<String> namesOf(String service, String namespace, String domain) {
        return List.of(
                service,
                service + "." + namespace,
                service + "." + namespace + ".svc",
                service + "." + namespace + ".svc." + domain);
    }

    /** The cluster's domain, from the search list of a pod: {@code NAMESPACE.svc.DOMAIN svc.DOMAIN DOMAIN}. */
    public static String domain(String resolvConf, String namespace) {
        Matcher search = SEARCH.matcher(resolvConf);
        if (search.find()) {
            for (String entry : search.group(1).trim().split("\\s+")) {
                String prefix = namespace + ".svc.";
                if (entry.startsWith(prefix)) {
                    return entry.substring(prefix.length()).replaceFirst("\\.$", "");
                }
            }
        }
        return USUAL_DOMAIN;
    }

    /** Asks all names at once, in one script, side by side: a dead server costs one timeout and not four. */
    public List<DnsAnswer> ask(List<String> names) {
        StringBuilder script = new StringBuilder(Script.of(Dns.class, "dns.sh").text());
        names.forEach(name -> script.append("ask '").append(name).append("' &\n"));
        script.append("wait");
        String output = pod.run(script.toString());
        again += (int) output.lines().filter(line -> line.startsWith("again ")).count();
        return parse(output, names);
    }

    /** How many names had to be asked for again. */
    public int again() {
        return again;
    }

    static List<DnsAnswer> parse(String output, List<String> names) {
        List<DnsAnswer> answers = new ArrayList<>();
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            Set<String> addresses =
                    new LinkedHashSet<>(List.of(line.group(3).trim().split("\\s+")));
            addresses.remove("");
            answers.add(new DnsAnswer(line.group(1), addresses, Long.parseLong(line.group(2))));
        }
        Set<String> said = answers.stream().map(DnsAnswer::name).collect(Collectors.toSet());
        names.stream()
                .filter(name -> !said.contains(name))
                .forEach(name -> answers.add(new DnsAnswer(name, Set.of(), 0)));
        answers.sort((a, b) -> Integer.compare(names.indexOf(a.name()), names.indexOf(b.name())));
        return answers;
    }
}
