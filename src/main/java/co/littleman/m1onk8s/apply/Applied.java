// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.manifest.Manifest;
import java.util.List;

/**
 * What an apply did to one object.
 *
 * @param warnings what the API server warned of: a field that has no effect, an amount that makes no sense, an old
 *     version
 */
public record Applied(Manifest manifest, Change change, List<String> warnings) {
    public Applied {
        warnings = List.copyOf(warnings);
    }
}
