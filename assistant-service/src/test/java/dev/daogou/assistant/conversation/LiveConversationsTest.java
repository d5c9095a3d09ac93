package dev.daogou.assistant.conversation;

import static dev.daogou.assistant.conversation.ConversationDatabase.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daogou.assistant.conversation.ConversationDatabase.Node;
import dev.daogou.assistant.conversation.ConversationStream.Change;
import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.ConversationStream.Following;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveConversationsTest {

    @Test
    void whoever_comes_back_at_any_number_gets_every_event_once_and_in_order() throws Exception {
        try (Node node = Node.alone()) {
            ConversationId conversation = node.start();
            List<Heard> followers = new ArrayList<>();
            Thread writer = Thread.ofVirtual().start(() -> say(node, conversation, 300));
            for (int start = 0; start < 60; start += 5) {
                Heard heard = new Heard(start);
                followers.add(heard);
                node.live.follow(SHOP, conversation, start, heard);
                Thread.sleep(5);
            }
            writer.join();

            for (Heard heard : followers) {
                await().until(() -> heard.last() == 300);
                assertThat(heard.numbers())
                        .containsExactlyElementsOf(LongStream.rangeClosed(heard.from + 1, 300)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void what_is_said_on_one_node_is_heard_on_another() {
        try (Node here = Node.hearing();
                Node there = Node.hearing()) {
            ConversationId conversation = here.start();
            Heard heard = new Heard(0);
            List<Change> changes = new CopyOnWriteArrayList<>();
            there.live.follow(SHOP, conversation, 0, heard);
            there.live.watch(changes::add);
            waitUntilListening(2);

            say(here, conversation, 40);

            await().atMost(Duration.ofSeconds(3)).until(() -> heard.last() == 40);
            assertThat(heard.numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 40).boxed().toList());
            assertThat(changes).contains(new Change(SHOP, conversation, Change.Kind.MESSAGE));
        }
    }

    @Test
    void a_node_that_lost_its_line_hears_again() {
        try (Node here = Node.hearing();
                Node there = Node.hearing()) {
            ConversationId conversation = here.start();
            Heard heard = new Heard(0);
            there.live.follow(SHOP, conversation, 0, heard);
            waitUntilListening(2);
            ConversationDatabase.database()
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'")
                    .query(rows -> {});

            say(here, conversation, 3);

            await().atMost(Duration.ofSeconds(10)).until(() -> heard.last() == 3);
        }
    }

    @Test
    void a_node_that_hears_nothing_looks_for_itself() {
        try (Node here = Node.alone();
                Node there = Node.lookingEvery(Duration.ofMillis(100))) {
            there.live.start();
            ConversationId conversation = here.start();
            Heard heard = new Heard(0);
            there.live.follow(SHOP, conversation, 0, heard);

            say(here, conversation, 5);

            await().atMost(Duration.ofSeconds(5)).until(() -> heard.last() == 5);
        }
    }

    @Test
    void a_slow_reader_keeps_nobody_waiting_and_misses_nothing() throws Exception {
        try (Node node = Node.alone()) {
            ConversationId conversation = node.start();
            CountDownLatch readOn = new CountDownLatch(1);
            Heard slow = new Heard(0) {
                @Override
                public void event(LogEvent event) throws IOException {
                    try {
                        readOn.await();
                    } catch (InterruptedException stopped) {
                        throw new IOException(stopped);
                    }
                    super.event(event);
                }
            };
            Heard quick = new Heard(0);
            node.live.follow(SHOP, conversation, 0, slow);
            node.live.follow(SHOP, conversation, 0, quick);

            say(node, conversation, 250);

            await().until(() -> quick.last() == 250);
            assertThat(slow.numbers()).isEmpty();
            readOn.countDown();
            await().until(() -> slow.last() == 250);
            assertThat(slow.numbers()).hasSize(250);
        }
    }

    @Test
    void a_reader_who_left_is_forgotten() {
        try (Node node = Node.alone()) {
            ConversationId conversation = node.start();
            Heard gone = new Heard(0) {
                @Override
                public void event(LogEvent event) throws IOException {
                    throw new IOException("Broken pipe");
                }
            };
            node.live.follow(SHOP, conversation, 0, gone);

            say(node, conversation, 1);

            await().until(() -> gone.ended.get() == 1);
            assertThat(node.live.following()).isZero();
        }
    }

    @Test
    void whoever_closes_hears_no_more() {
        try (Node node = Node.alone()) {
            ConversationId conversation = node.start();
            Heard heard = new Heard(0);
            Following following = node.live.follow(SHOP, conversation, 0, heard);
            following.close();
            following.close();

            say(node, conversation, 1);

            assertThat(heard.ended).hasValue(1);
            assertThat(node.live.following()).isZero();
        }
    }

    @Test
    void thousands_of_quiet_streams_take_no_threads_and_all_get_their_heartbeat() {
        try (Node node = Node.hearing()) {
            ConversationId conversation = node.start();
            int threadsBefore = Thread.activeCount();
            List<Heard> all = new ArrayList<>();
            for (int number = 0; number < 3_000; number++) {
                Heard heard = new Heard(0);
                all.add(heard);
                node.live.follow(SHOP, conversation, 0, heard);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> all.stream().allMatch(heard -> heard.heartbeats.get() > 0));

            assertThat(Thread.activeCount() - threadsBefore).isLessThan(20);
        }
    }

    @Test
    void a_service_that_stops_ends_every_stream() {
        Heard heard = new Heard(0);
        try (Node node = Node.hearing()) {
            node.live.follow(SHOP, node.start(), 0, heard);
        }
        assertThat(heard.ended).hasValue(1);
    }

    private static void say(Node node, ConversationId conversation, int times) {
        for (int number = 1; number <= times; number++) {
            node.conversations.appendShopper(SHOP, conversation, "第" + number + "句", PageContext.NONE, null);
        }
    }

    private static void waitUntilListening(int nodes) {
        await().until(() -> ConversationDatabase.database()
                        .sql("select count(*) from pg_stat_activity where query ilike 'listen%'")
                        .query(Integer.class)
                        .single()
                >= nodes);
    }

    private static class Heard implements Follower {

        final long from;
        final AtomicInteger heartbeats = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        private final List<Long> numbers = new CopyOnWriteArrayList<>();

        Heard(long from) {
            this.from = from;
        }

        @Override
        public void event(LogEvent event) throws IOException {
            numbers.add(event.seq());
        }

        @Override
        public void heartbeat() {
            heartbeats.incrementAndGet();
        }

        @Override
        public void ended() {
            ended.incrementAndGet();
        }

        List<Long> numbers() {
            return numbers;
        }

        long last() {
            return numbers.isEmpty() ? -1 : numbers.getLast();
        }
    }
}
