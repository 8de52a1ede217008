// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks;

import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a check is, apart from how it is proved.
 *
 * @param id stable, reads as words, such as {@code pods-admitted}
 * @param level how far it reaches into the cluster
 * @param holds what is true when it passes, as one sentence
 * @param failing what a FAIL means for those who use the stack, as one sentence
 * @param requirements what a component must have for this check to be about it
 * @param concurrency what may go on beside it
 * @param dependencies ids of the checks without which this one cannot be judged; they come earlier in the catalogue
 */
public record CheckInfo(
        String id,
        Level level,
        String holds,
        String failing,
        List<Requirement> requirements,
        Concurrency concurrency,
        List<String> dependencies) {
    public CheckInfo {
        requirements = List.copyOf(requirements);
        dependencies = List.copyOf(dependencies);
    }

    /** A check that requires nothing and depends on nothing. */
    public static CheckInfo of(String id, Level level, String holds, String failing) {
        return new CheckInfo(
                id,
                level,
                holds,
                failing,
                List.of(),
                level == Level.DISRUPT ? Concurrency.EXCLUSIVE : Concurrency.SHARED,
                List.of());
    }

    /** This description, for what has all of the needs. */
    public CheckInfo requiring(Requirement... all) {
        return new CheckInfo(id, level, holds, failing, List.of(all), concurrency, dependencies);
    }

    /** This description, judged beside no more than this allows. */
    public CheckInfo judged(Concurrency beside) {
        return new CheckInfo(id, level, holds, failing, requirements, beside, dependencies);
    }

    /** This description, judged only if these checks hold as well. */
    public CheckInfo alsoAfter(List<CheckInfo> others) {
        return new CheckInfo(
                id,
                level,
                holds,
                failing,
                requirements,
                concurrency,
                Stream.concat(dependencies.stream(), others.stream().map(CheckInfo::id))
                        .distinct()
                        .toList());
    }

    /** This description, judged only if the other checks hold. */
    public CheckInfo after(CheckInfo... others) {
        return new CheckInfo(
                id,
                level,
                holds,
                failing,
                requirements,
                concurrency,
                Stream.of(others).map(CheckInfo::id).toList());
    }
}
