package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.route.Dns;
import co.littleman.m1onk8s.route.DnsAnswer;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.List;
import java.util.Set;

final class DnsNamesResolve implements Claim.OfComponent {
    static final String ID = "dns-names-resolve";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String sentence() {
        return "Inside the cluster, every form of each Service's name resolves to its ClusterIP.";
    }

    @Override
    public List<String> grounds() {
        return List.of(RolloutComplete.ID);
    }

    @Override
    public List<Need> needs() {
        return List.of(Need.SERVICE, Need.CLIENT_POD);
    }

    @Override
    public void prove(ComponentScene it) {
        Dns dns = new Dns(it.clientPod(), it.component().namespace());
        String resolvConf = dns.resolvConf();
        it.services().forEach(service -> it.onceProgrammed(() -> resolves(it, dns, resolvConf, service)));
    }

    private static void resolves(ComponentScene it, Dns dns, String resolvConf, DeclaredService service) {
        Set<String> expected = Set.copyOf(it.clusterIps(service));
        List<DnsAnswer> answers = dns.ask(Dns.namesOf(service.name(), service.namespace(), dns.domain(resolvConf)));
        if (expected.isEmpty()
                || !answers.stream().allMatch(answer -> answer.addresses().equals(expected))) {
            throw new Unproven(new DnsFinding(service, expected, resolvConf).of(answers));
        }
    }
}
