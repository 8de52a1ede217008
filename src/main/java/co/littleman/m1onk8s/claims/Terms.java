package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a claim is, apart from how it is proved.
 *
 * @param id stable, reads as words, such as {@code redis-answers-ping}
 * @param level how far it reaches into the cluster
 * @param holds what is true when it passes, as one sentence
 * @param failing what a FAIL means to who depends on the stack, as one sentence
 * @param needs what a component must have for this claim to be about it
 * @param concurrency what may go on beside it
 * @param grounds ids of the claims without which this one cannot be judged; they come earlier in the catalogue
 */
public record Terms(
        String id,
        Level level,
        String holds,
        String failing,
        List<Need> needs,
        Concurrency concurrency,
        List<String> grounds) {
    public Terms {
        needs = List.copyOf(needs);
        grounds = List.copyOf(grounds);
    }

    /** A claim that needs nothing and stands on nothing. */
    public static Terms of(String id, Level level, String holds, String failing) {
        return new Terms(
                id,
                level,
                holds,
                failing,
                List.of(),
                level == Level.DISRUPT ? Concurrency.EXCLUSIVE : Concurrency.SHARED,
                List.of());
    }

    /** These terms, for what has all of the needs. */
    public Terms needing(Need... all) {
        return new Terms(id, level, holds, failing, List.of(all), concurrency, grounds);
    }

    /** These terms, judged beside no more than this allows. */
    public Terms judged(Concurrency beside) {
        return new Terms(id, level, holds, failing, needs, beside, grounds);
    }

    /** These terms, judged only where the other claims hold. */
    public Terms after(Terms... others) {
        return new Terms(
                id,
                level,
                holds,
                failing,
                needs,
                concurrency,
                Stream.of(others).map(Terms::id).toList());
    }
}
