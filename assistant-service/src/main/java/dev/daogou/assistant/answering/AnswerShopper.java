package dev.daogou.assistant.answering;

import dev.daogou.assistant.answering.Converse.Conversed;
import dev.daogou.assistant.answering.Gather.Gathered;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A turn: understand, gather, converse, release, settle. */
@Component
class AnswerShopper implements Answering {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerShopper.class);

    private final Understand understand;
    private final Gather gather;
    private final Converse converse;
    private final Settle settle;

    AnswerShopper(Understand understand, Gather gather, Converse converse, Settle settle) {
        this.understand = understand;
        this.gather = gather;
        this.converse = converse;
        this.settle = settle;
    }

    @Override
    public void answer(Turn turn, TurnSink sink) {
        try {
            Understood understood = understand.understand(turn);
            Gathered gathered = gather.gather(turn, understood);
            Facts facts = facts(turn, gathered);
            Release release =
                    new Release(facts, gathered.passages(), text -> sink.emit("message.delta", Map.of("text", text)));
            Conversed conversed = converse.converse(turn, gathered.briefing(), facts, release, sink);
            if (conversed.live()) {
                settle.settle(turn, understood, conversed, release, sink);
            }
        } catch (RuntimeException failure) {
            LOG.error("A turn failed", failure);
            sink.fail("internal_error");
        }
    }

    /** What may be stated before any tool was called. */
    private static Facts facts(Turn turn, Gathered gathered) {
        Facts facts = new Facts();
        facts.add(turn.text());
        facts.add(turn.shopper().shop().name());
        facts.add(gathered.briefing().now());
        turn.history().forEach(message -> facts.add(message.text()));
        gathered.briefing().products().forEach(product -> {
            facts.add(product.title());
            facts.add(product.productId());
        });
        gathered.briefing().passages().forEach(passage -> {
            facts.add(passage.title());
            facts.add(passage.text());
        });
        return facts;
    }
}
