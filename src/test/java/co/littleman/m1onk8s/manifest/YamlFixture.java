// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import io.fabric8.kubernetes.client.utils.Serialization;

/** What a test writes in YAML. */
public final class YamlFixture {
    private YamlFixture() {}

    /** The text as an object; fabric8 takes what begins with a brace for JSON. */
    public static <T> T yaml(String text, Class<T> type) {
        return Serialization.unmarshal("---\n" + text, type);
    }
}
