// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionLikeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod",
                "PROD",
                "eu-prod-1",
                "prod1",
                "shop_production",
                "shopprod",
                "prd-eu",
                "shop.live",
                "live",
                "https://prod.example:6443/",
                "arn:aws:eks:eu-1:1:cluster/Production"
            })
    void soundsLikeIt(String name) {
        assertThat(ProductionLike.is(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging",
                "preprod",
                "pre-prod",
                "non-prod",
                "nonprod-eu",
                "not_production",
                "product",
                "products-api",
                "producer",
                "deliver",
                "olive",
                "https://127.0.0.1:6443/"
            })
    void doesNot(String name) {
        assertThat(ProductionLike.is(name)).isFalse();
    }
}
