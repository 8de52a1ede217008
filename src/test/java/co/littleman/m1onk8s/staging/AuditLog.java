// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.k3s.ProofNode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server itself has written down: a witness who does not ask the suite. */
record AuditLog(ProofNode node) {
    static final String POLICY = "/etc/m1onk8s/audit-policy.yml";
    static final String FILE = "/var/log/audit.log";

    /** All requests of a user, in order. It is written before the answer is sent, so nothing is on its way. */
    List<AuditEvent> of(Account account) {
        String user = "\"username\":\"%s\"".formatted(account.user());
        Map<String, AuditEvent> events = new LinkedHashMap<>();
        node.onServer("sh", "-c", "grep --fixed-strings '%s' %s || true".formatted(user, FILE))
                .lines()
                .map(AuditLog::event)
                .forEach(event -> events.put(event.id(), event));
        return List.copyOf(events.values());
    }

    private static AuditEvent event(String line) {
        try {
            return AuditEvent.of(new JsonMapper().readTree(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
