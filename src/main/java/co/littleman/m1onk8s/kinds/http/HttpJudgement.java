// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a web server answers what it is to answer, by one way.
 *
 * @param workload the workload behind it
 * @param target its port
 * @param address where clients reach it
 */
record HttpJudgement(Workload workload, HttpTarget target, HttpAddress address, HttpExpectation expected) {
    /** As browsers do; curl gives up after 50. */
    private static final int MOST_REDIRECTS = 20;

    private static final int SERVER_ERROR = 500;
    private static final int BAD_REQUEST = 400;

    /** The words of nginx, Go, Apache and others for a request in clear at a port of TLS. */
    private static final Pattern WANTS_TLS = Pattern.compile(
            "(?i)plain http request was sent to https|http request to an https|speaking plain HTTP to an SSL|requires TLS|requires? https");

    private static final Map<Integer, String> LIKELY = Map.of(
            400, "the server wants another host: see the annotation http-host, or --http-host",
            401, "the path is not for everybody",
            403, "the server may not read the file, or its rules keep this client out",
            404, "the path, the document root or the host is another one than the server has",
            500, "the application behind the server fails; its log says why",
            502, "the server's own upstream refuses, or is not there",
            503, "the server has no upstream that works, or is told to say so",
            504, "the server's own upstream does not answer in time");

    /**
     * The answer, if it is right.
     *
     * @throws CheckFailedException if it is not
     */
    HttpReply require(HttpPath way) {
        HttpReply reply = whole(way, expected.path());
        requireEnd(way, reply);
        int status = reply.status();
        if (expected.code().isPresent() && expected.code().get() != status) {
            throw failed(wrongStatus(way, reply));
        }
        if (expected.code().isEmpty() && status >= SERVER_ERROR) {
            throw failed(serverError(way, reply, expected.path()));
        }
        return reply;
    }

    /** A whole response to a request for one path. */
    HttpReply whole(HttpPath way, String path) {
        HttpReply reply;
        try {
            reply = way.get(path);
        } catch (IOException e) {
            throw failed(
                    Finding.of(Cause.TUNNEL_LOST, "The connection to %s broke on this side.".formatted(way.title()))
                            .seen(String.valueOf(e.getMessage())));
        }
        return require(way, path, reply);
    }

    HttpReply require(HttpPath way, String path, HttpReply reply) {
        boolean tls = reply.kind() == HttpReply.Kind.TLS
                || (reply.status() == BAD_REQUEST
                        && WANTS_TLS.matcher(reply.body()).find());
        if (tls && !expected.code().equals(Optional.of(BAD_REQUEST))) {
            throw failed(finding(
                            HttpCause.HTTP_EXPECTS_TLS,
                            way,
                            "%s speaks TLS, and the manifests declare it as HTTP in clear.".formatted(way.title()))
                    .seen(reply.words())
                    .likely("the Service leads to the TLS port of the server, or its port should be named https"));
        }
        switch (reply.kind()) {
            case EMPTY, CUT ->
                throw failed(
                        finding(
                                        HttpCause.HTTP_CLOSES_EARLY,
                                        way,
                                        "%s ends the connection before its answer to GET %s is whole."
                                                .formatted(way.title(), path))
                                .seen(reply.words())
                                .likely(
                                        reply.kind() == HttpReply.Kind.EMPTY
                                                ? "the server's worker crashes, or its rules drop this client"
                                                : "the page is longer than what was sent: a worker that crashes, a full disk, a wrong Content-Length"));
            case SILENT ->
                throw failed(finding(
                                HttpCause.HTTP_SILENT,
                                way,
                                "%s takes the connection, and does not answer GET %s within %d s."
                                        .formatted(way.title(), path, HttpPath.PATIENCE_SECONDS))
                        .seen(reply.words())
                        .likely("all workers are busy or hang, or the server waits for its upstream"));
            case OTHER ->
                throw failed(finding(
                                HttpCause.HTTP_NOT_HTTP,
                                way,
                                "What answers at %s does not speak HTTP.".formatted(way.title()))
                        .seen(reply.words())
                        .likely("the Service's targetPort leads to another server, or the port's name is wrong"));
            default -> {
                return reply;
            }
        }
    }

    /** Follows redirects to the same server, which must end somewhere; where another server goes on is not known. */
    private void requireEnd(HttpPath way, HttpReply first) {
        List<String> paths = new ArrayList<>(List.of(expected.path()));
        HttpReply reply = first;
        while (reply.isRedirect()) {
            Optional<HttpRedirect> redirect =
                    HttpRedirect.of(way, paths.get(paths.size() - 1), String.valueOf(reply.location()));
            requirePort(way, paths.get(paths.size() - 1), reply, redirect);
            Optional<String> next = redirect.flatMap(HttpRedirect::samePath);
            if (next.isEmpty()) {
                return;
            }
            boolean again = paths.contains(next.get());
            paths.add(next.get());
            if (again || paths.size() > MOST_REDIRECTS) {
                throw failed(
                        finding(
                                        HttpCause.HTTP_REDIRECT_LOOP,
                                        way,
                                        "%s redirects GET %s in a circle: no client ever gets a page."
                                                .formatted(way.title(), expected.path()))
                                .seen("%s: %s"
                                        .formatted(
                                                first.words(),
                                                String.join(" → ", paths.subList(0, Math.min(paths.size(), 5)))))
                                .likely(
                                        "a rule that redirects applies to its own target as well, or waits for a header of a proxy"));
            }
            reply = whole(way, next.get());
            if (reply.status() >= SERVER_ERROR && expected.code().isEmpty()) {
                throw failed(serverError(way, reply, next.get()));
            }
        }
    }

    private void requirePort(HttpPath way, String path, HttpReply reply, Optional<HttpRedirect> redirect) {
        redirect.flatMap(to -> to.missingPort(address)).ifPresent(port -> {
            throw failed(finding(
                            HttpCause.HTTP_REDIRECT_WRONG_PORT,
                            way,
                            "%s redirects GET %s to port %d, which Service %s does not have: no client gets there."
                                    .formatted(way.title(), path, port, address.service()))
                    .expected("a path alone, or a port of Service %s: %s"
                            .formatted(
                                    address.service(),
                                    address.ports().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))))
                    .seen("%s, Location: %s".formatted(reply.words(), reply.location()))
                    .likely("the server names its own port and not the one that clients use; in NGINX, %s helps"
                            .formatted(
                                    address.ports().contains(HttpRedirect.HTTP_PORT)
                                            ? "absolute_redirect off; or port_in_redirect off;"
                                            : "absolute_redirect off;")));
        });
    }

    private Finding wrongStatus(HttpPath way, HttpReply reply) {
        boolean error = reply.status() >= SERVER_ERROR;
        Finding finding = finding(
                        error ? HttpCause.HTTP_SERVER_ERROR : HttpCause.HTTP_STATUS_WRONG,
                        way,
                        "%s answers GET %s with status %d, and %s is declared."
                                .formatted(way.title(), expected.path(), reply.status(), expected.status()))
                .expected("status " + expected.status())
                .seen(reply.words() + (reply.location() == null ? "" : ", Location: " + reply.location()));
        return finding.likely(likely(reply));
    }

    private Finding serverError(HttpPath way, HttpReply reply, String path) {
        return finding(
                        HttpCause.HTTP_SERVER_ERROR,
                        way,
                        "%s answers GET %s with status %d.".formatted(way.title(), path, reply.status()))
                .expected("a status below 500")
                .seen(reply.words())
                .likely(likely(reply));
    }

    private static String likely(HttpReply reply) {
        if (reply.location() != null) {
            return "the server sends clients elsewhere: to TLS, to another host, or to a login";
        }
        return LIKELY.getOrDefault(reply.status(), "");
    }

    private Finding finding(Cause cause, HttpPath way, String reason) {
        return Finding.of(cause, reason)
                .detail("asked", "GET %s, Host: %s".formatted(expected.path(), way.host()))
                .detail("declared", target.declared(workload), target.file(workload))
                .next("kubectl -n %s logs %s -c %s"
                        .formatted(
                                workload.namespace(),
                                logOf(way),
                                target.server().container().getName()));
    }

    /** Of the pod that answered; behind a Service it may be any, so that all of them are asked. */
    private String logOf(HttpPath way) {
        return way.answeringPod().orElseGet(() -> "--prefix -l " + Labels.text(workload.podLabels()));
    }

    /** The end of a check that does not hold. */
    static CheckFailedException failed(Finding finding) {
        return new CheckFailedException(finding);
    }

    /** A page in which the declared pattern is not found. */
    Finding differs(HttpPath way, HttpReply reply) {
        String start = reply.body().strip().replaceAll("\\s+", " ");
        return finding(
                        HttpCause.HTTP_BODY_DIFFERS,
                        way,
                        "The page that %s answers GET %s with is not the declared one."
                                .formatted(way.title(), expected.path()))
                .expected("text that matches " + expected.body())
                .seen(start.isEmpty() ? "an empty page" : start.substring(0, Math.min(start.length(), 120)))
                .likely("another site, a default page, or an error page with a good status");
    }

    /** A server that takes too long. */
    Finding slow(HttpPath way, String measured, String limit) {
        return finding(
                        HttpCause.HTTP_SLOW,
                        way,
                        "%s takes too long to answer GET %s.".formatted(way.title(), expected.path()))
                .expected(limit)
                .seen(measured)
                .likely("a CPU limit that is too low, a slow upstream, or a cache that is empty");
    }

    /** A connection that was to stay open. */
    Finding notKept(HttpPath way, String seen) {
        return finding(
                        HttpCause.HTTP_CLOSES_EARLY,
                        way,
                        "%s promises to keep its connections open, and does not answer a second request over one."
                                .formatted(way.title()))
                .expected("an answer, or Connection: close in the first one")
                .seen(seen)
                .likely(
                        "a proxy between that closes idle connections at once, or a server that crashes after an answer");
    }
}
