// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardcodedNamesTest {
    private static final DeclaredService CACHE =
            new DeclaredService("shop", "cache", Map.of(), List.of(), new Place("50-cache.svc.yml", 1));

    @ParameterizedTest
    @CsvSource({
        "redis://cache.shop.svc.cluster.local:6379, cache.shop.svc.cluster.local",
        "cache.shop.svc.example.org., cache.shop.svc.example.org",
        "host=cache.shop.svc.k8s;port=6379, cache.shop.svc.k8s",
    })
    void aFullNameIsFoundWhereverItStands(String text, String name) {
        assertThat(names(text)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://cache:6379",
        "cache.shop.svc",
        "other.shop.svc.cluster.local",
        "my-cache.shop.svc.cluster.local",
        "cache.other.svc.cluster.local",
    })
    void otherNamesAreNot(String text) {
        assertThat(names(text)).isEmpty();
    }

    private static Set<String> names(String text) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("data").putArray("list").add(text);
        return HardcodedNames.of(CACHE, List.of(new Manifest(new Place("40-shop.cm.yml", 1), object)));
    }
}
