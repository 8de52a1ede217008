// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.SearchList.Library;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchListTest {
    private static final SearchList CLUSTER =
            SearchList.of("search shop.svc.org. svc.org org\nnameserver 10.43.0.10\noptions ndots:5\n");

    @Test
    void itIsReadFromResolvConf() {
        assertThat(CLUSTER).isEqualTo(new SearchList(List.of("shop.svc.org.", "svc.org", "org"), 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            options edns0 trust-ad ndots:2 timeout:1  | 2
            options ndots:0                           | 0
            options edns0                             | 1
            nameserver 10.43.0.10                     | 1
            # options: ndots:5                        | 1
            """)
    void withoutNdotsItIsOne(String line, int ndots) {
        assertThat(SearchList.of("search org\n" + line + "\n").ndots()).isEqualTo(ndots);
    }

    @Test
    void withoutASearchListNothingIsSearched() {
        SearchList list = SearchList.of("nameserver 10.43.0.10\noptions ndots:5\n");

        assertThat(list.domains()).isEmpty();
        assertThat(list.questions("cache", Library.GLIBC)).containsExactly("cache");
        assertThat(list.questions("cache", Library.MUSL)).containsExactly("cache");
    }

    @ParameterizedTest
    @CsvSource({
        "5, GLIBC, cache,          cache.shop.svc.org cache.svc.org cache.org cache",
        "5, MUSL,  cache,          cache.shop.svc.org cache.svc.org cache.org cache",
        "5, GLIBC, cache.shop.svc, cache.shop.svc.shop.svc.org cache.shop.svc.svc.org cache.shop.svc.org cache.shop.svc",
        "5, MUSL,  cache.shop.svc, cache.shop.svc.shop.svc.org cache.shop.svc.svc.org cache.shop.svc.org cache.shop.svc",
        "2, GLIBC, cache.shop,     cache.shop.shop.svc.org cache.shop.svc.org cache.shop.org cache.shop",
        "2, MUSL,  cache.shop,     cache.shop.shop.svc.org cache.shop.svc.org cache.shop.org cache.shop",
        "2, GLIBC, cache.shop.svc, cache.shop.svc cache.shop.svc.shop.svc.org cache.shop.svc.svc.org cache.shop.svc.org",
        "2, MUSL,  cache.shop.svc, cache.shop.svc",
        "1, GLIBC, cache,          cache.shop.svc.org cache.svc.org cache.org cache",
        "1, MUSL,  cache,          cache.shop.svc.org cache.svc.org cache.org cache",
        "1, GLIBC, cache.shop,     cache.shop cache.shop.shop.svc.org cache.shop.svc.org cache.shop.org",
        "1, MUSL,  cache.shop,     cache.shop",
    })
    void aLibraryAsksInItsOwnOrder(int ndots, Library library, String name, String questions) {
        assertThat(CLUSTER.withNdots(ndots).questions(name, library)).containsExactly(questions.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "5, GLIBC, true",
        "5, MUSL,  true",
        "2, GLIBC, true",
        "2, MUSL,  true",
        "1, GLIBC, true",
        "1, MUSL,  false",
    })
    void aNameIsFoundWhereOneOfTheQuestionsResolves(int ndots, Library library, boolean found) {
        assertThat(CLUSTER.withNdots(ndots).finds("cache.shop", library, Set.of("cache.shop.svc.org")))
                .isEqualTo(found);
        assertThat(CLUSTER.withNdots(ndots).finds("cache.shop", library, Set.of()))
                .isFalse();
    }
}
