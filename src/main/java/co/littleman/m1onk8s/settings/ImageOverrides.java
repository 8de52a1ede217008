// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** Image names in the manifests, and the images to run in their place. */
public record ImageOverrides(Map<String, String> byName) {
    public static final ImageOverrides NONE = new ImageOverrides(Map.of());

    public ImageOverrides {
        byName = Map.copyOf(byName);
    }

    /**
     * What the user names, and after it what was built in the place of images that no registry has.
     *
     * @throws SettingsException if a part is not {@code A=B}
     */
    static ImageOverrides of(OptionValues options) {
        ImageOverrides own = parse(options, Options.IMAGE_OVERRIDES);
        Map<String, String> all = new LinkedHashMap<>(own.byName);
        parse(options, Options.IMAGES_BUILT).byName.forEach((name, image) -> {
            if (!own.names(name)) {
                all.put(name, image);
            }
        });
        return new ImageOverrides(all);
    }

    private static ImageOverrides parse(OptionValues options, Option option) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String part : OptionValues.parts(options.value(option))) {
            int equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) {
                throw options.mustBe(option, "NAME=IMAGE", part, "write for example nginx:1.27=mine:1.27");
            }
            byName.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new ImageOverrides(byName);
    }

    private boolean names(String image) {
        return byName.keySet().stream().anyMatch(name -> shortened(name).equals(shortened(image)));
    }

    /** The image that runs if a manifest says {@code image}, be its name short or full. */
    public String resolve(String image) {
        return byName.entrySet().stream()
                .filter(override -> shortened(override.getKey()).equals(shortened(image)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(image);
    }

    /** Without the registry and the directory that a name means which leaves them out. */
    private static String shortened(String image) {
        return image.replaceFirst("^(index\\.)?docker\\.io/", "").replaceFirst("^library/(?=[^/]+$)", "");
    }
}
