package dev.daogou.assistant.conversation;

import static dev.daogou.assistant.conversation.ConversationDatabase.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.assistant.conversation.AgentRequest.Told;
import dev.daogou.assistant.conversation.ConversationDatabase.Node;
import dev.daogou.assistant.conversation.Conversations.Appended;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shopper.ShopperId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StoredConversationsTest {

    private static final StaffId LIN = new StaffId(UUID.randomUUID());
    private static final StaffId ZHOU = new StaffId(UUID.randomUUID());
    private static final String LINE = "已经帮您请了同事,请稍等。";

    private final Node node = Node.alone();
    private final StoredConversations conversations = node.conversations;
    private final ConversationId conversation = node.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Nested
    class The_log {

        @Test
        void is_numbered_from_one_without_gaps_whoever_writes_at_once() throws Exception {
            atOnce(20, number -> say("第" + number + "句"));
            conversations.requestAgent(SHOP, conversation, request(Told.AT_ONCE));
            conversations.claim(SHOP, conversation, LIN, "林");
            conversations.appendAgent(SHOP, conversation, LIN, "林", "在的", null);

            assertThat(log())
                    .extracting(LogEvent::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 24).boxed().toList());
        }

        @Test
        void of_one_conversation_says_nothing_of_another() {
            say("这是我的");
            ConversationId other = node.start();

            assertThat(conversations.history(SHOP, other)).isEmpty();
            assertThat(conversations.events(SHOP, other, 0, 100)).isEmpty();
        }

        @Test
        void keeps_words_that_postgresql_alone_would_not_take() {
            Message message = say("尺寸\0是 \\u0000 吗\uD83D?😀").message();

            assertThat(conversations.history(SHOP, conversation))
                    .singleElement()
                    .extracting(Message::text)
                    .isEqualTo("尺寸是 \\u0000 吗\uFFFD?😀");
            assertThat(conversations.message(SHOP, conversation, message.id())).isPresent();
        }

        @Test
        void gives_messages_back_as_they_were_said() {
            PageContext page = new PageContext("FY-101", "https://shop.example/fy-101", "风衣");
            Message asked = conversations
                    .appendShopper(SHOP, conversation, "会大吗?", page, null)
                    .message();
            UUID turn = begin(asked);
            Message answered = conversations.completeTurn(
                    SHOP,
                    conversation,
                    turn,
                    "M 码合适。",
                    Map.of("citations", List.of(Map.of("n", 1, "quote", "M 适合 160-168")), "declined", false));

            assertThat(conversations.history(SHOP, conversation)).containsExactly(asked, answered);
            assertThat(asked.content())
                    .isEqualTo(Map.of(
                            "page",
                            Map.of("productId", "FY-101", "url", "https://shop.example/fy-101", "title", "风衣")));
            assertThat(Objects.requireNonNull(answered).id()).isEqualTo(turn);
            assertThat(answered.content())
                    .containsEntry("replyTo", asked.id().toString())
                    .containsEntry("handoff", Map.of("state", "assistant"))
                    .containsEntry("citations", List.of(Map.of("n", 1, "quote", "M 适合 160-168")));
            assertThat(log().getLast().data())
                    .containsEntry("messageId", turn.toString())
                    .containsEntry("seq", 3)
                    .containsEntry("text", "M 码合适。");
        }
    }

    @Nested
    class A_repeated_post {

        @Test
        void is_one_message_though_it_comes_fifty_times_at_once() throws Exception {
            List<Appended> all = atOnce(
                    50, number -> conversations.appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1"));

            assertThat(conversations.history(SHOP, conversation)).hasSize(1);
            assertThat(all)
                    .extracting(appended -> appended.message().id())
                    .containsOnly(
                            conversations.history(SHOP, conversation).getFirst().id());
            assertThat(all).filteredOn(Appended::fresh).hasSize(1);
        }

        @Test
        void with_other_words_is_refused() {
            conversations.appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1");

            assertThatThrownBy(() -> conversations.appendShopper(SHOP, conversation, "有货吗?", PageContext.NONE, "key-1"))
                    .isInstanceOf(IdempotencyKeyReused.class);
            assertThat(conversations.history(SHOP, conversation)).hasSize(1);
        }

        @Test
        void in_another_conversation_is_another_message() {
            conversations.appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1");
            ConversationId other = node.start();

            assertThat(conversations
                            .appendShopper(SHOP, other, "有货吗?", PageContext.NONE, "key-1")
                            .fresh())
                    .isTrue();
        }

        @Test
        void says_whether_the_answer_is_still_to_come() {
            Message asked = conversations
                    .appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1")
                    .message();
            UUID turn = begin(asked);
            assertThat(conversations
                            .appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1")
                            .assistantAnswers())
                    .isTrue();

            conversations.completeTurn(SHOP, conversation, turn, "今天就发。", Map.of());

            assertThat(conversations
                            .appendShopper(SHOP, conversation, "发货吗?", PageContext.NONE, "key-1")
                            .assistantAnswers())
                    .isFalse();
            assertThat(conversations.outcome(SHOP, conversation, asked.id()))
                    .get()
                    .extracting(LogEvent::type)
                    .isEqualTo("message.completed");
        }

        @Test
        void of_an_agent_is_one_message_too() {
            conversations.claim(SHOP, conversation, LIN, "林");
            conversations.appendAgent(SHOP, conversation, LIN, "林", "在的", "key-1");
            conversations.appendAgent(SHOP, conversation, LIN, "林", "在的", "key-1");

            assertThat(conversations.history(SHOP, conversation)).hasSize(1);
        }
    }

    @Nested
    class A_conversation {

        @Test
        void belongs_to_its_shopper_in_its_shop_alone() {
            ShopperId owner = new ShopperId(UUID.randomUUID());
            ConversationId theirs = conversations.start(SHOP, owner, Map.of());

            conversations.requireOwner(SHOP, theirs, owner);
            assertThatThrownBy(() -> conversations.requireOwner(SHOP, theirs, new ShopperId(UUID.randomUUID())))
                    .isInstanceOf(ConversationUnknown.class);
            assertThatThrownBy(() -> conversations.requireOwner(new ShopId("bookshop"), theirs, owner))
                    .isInstanceOf(ConversationUnknown.class);
        }

        @Test
        void that_is_not_there_is_unknown_to_every_call() {
            ConversationId none = new ConversationId(UUID.randomUUID());

            assertThatThrownBy(() -> conversations.history(SHOP, none)).isInstanceOf(ConversationUnknown.class);
            assertThatThrownBy(() -> conversations.floor(SHOP, none)).isInstanceOf(ConversationUnknown.class);
            assertThatThrownBy(() -> conversations.claim(SHOP, none, LIN, "林")).isInstanceOf(ConversationUnknown.class);
            assertThatThrownBy(() -> conversations.appendShopper(SHOP, none, "在吗", PageContext.NONE, null))
                    .isInstanceOf(ConversationUnknown.class);
        }
    }

    @Nested
    class A_turn {

        @Test
        void is_had_by_one_message_at_a_time_and_in_order() {
            Message first = say("有货吗?").message();
            Message second = say("发货吗?").message();

            assertThat(conversations.beginTurn(SHOP, conversation, second.id())).isInstanceOf(TurnStart.NotYet.class);
            UUID turn = begin(first);
            assertThat(conversations.beginTurn(SHOP, conversation, second.id())).isInstanceOf(TurnStart.NotYet.class);
            conversations.completeTurn(SHOP, conversation, turn, "有。", Map.of());
            assertThat(conversations.beginTurn(SHOP, conversation, first.id())).isInstanceOf(TurnStart.NotWanted.class);
            assertThat(conversations.beginTurn(SHOP, conversation, second.id())).isInstanceOf(TurnStart.Begun.class);
        }

        @Test
        void is_begun_once_though_many_try() throws Exception {
            Message asked = say("有货吗?").message();

            List<TurnStart> starts = atOnce(16, number -> conversations.beginTurn(SHOP, conversation, asked.id()));

            assertThat(starts).filteredOn(TurnStart.Begun.class::isInstance).hasSize(1);
        }

        @Test
        void that_was_ended_says_nothing_more() {
            UUID turn = begin(say("有货吗?").message());
            conversations.cancelTurn(SHOP, conversation);

            assertThat(delta(turn, "有")).isFalse();
            assertThat(conversations.keepTurn(SHOP, conversation, turn)).isFalse();
            assertThat(conversations.completeTurn(SHOP, conversation, turn, "有。", Map.of()))
                    .isNull();
            conversations.failTurn(SHOP, conversation, turn, "internal_error");
            assertThat(types()).containsExactly("message.added", "turn.started", "turn.failed");
            assertThat(log().getLast().data()).containsEntry("code", "cancelled");
        }

        @Test
        void whose_node_died_is_ended_and_the_next_message_answered() {
            Message lost = say("有货吗?").message();
            begin(lost);
            node.clock.goOn(StoredConversations.LEASE.plusSeconds(1));
            Message next = say("在吗?").message();

            assertThat(conversations.beginTurn(SHOP, conversation, next.id())).isInstanceOf(TurnStart.Begun.class);
            assertThat(types())
                    .containsExactly("message.added", "turn.started", "message.added", "turn.failed", "turn.started");
            assertThat(log().get(3).data())
                    .containsEntry("code", "interrupted")
                    .containsEntry("replyTo", lost.id().toString());
        }

        @Test
        void whose_node_died_is_ended_without_anybody_asking() {
            UUID turn = begin(say("有货吗?").message());
            node.clock.goOn(StoredConversations.LEASE.minusSeconds(1));
            assertThat(conversations.keepTurn(SHOP, conversation, turn)).isTrue();
            node.clock.goOn(StoredConversations.LEASE.minusSeconds(1));
            conversations.freeAbandoned();
            assertThat(types()).doesNotContain("turn.failed");

            node.clock.goOn(Duration.ofSeconds(2));
            conversations.freeAbandoned();

            assertThat(types()).endsWith("turn.failed");
            assertThat(delta(turn, "有")).isFalse();
        }

        @Test
        void that_cannot_be_begun_is_given_up_once_and_lets_the_next_one_pass() {
            Message first = say("有货吗?").message();
            Message second = say("发货吗?").message();
            conversations.leaveUnanswered(SHOP, conversation, first.id(), "busy");
            conversations.leaveUnanswered(SHOP, conversation, first.id(), "busy");

            assertThat(types()).containsExactly("message.added", "message.added", "turn.failed");
            assertThat(log().getLast().data())
                    .isEqualTo(Map.of("replyTo", first.id().toString(), "code", "busy"));
            assertThat(conversations.outcome(SHOP, conversation, first.id())).isPresent();
            UUID turn = begin(second);
            conversations.leaveUnanswered(SHOP, conversation, second.id(), "busy");
            assertThat(delta(turn, "发")).as("a turn that runs is not given up").isTrue();
        }

        @Test
        void that_no_node_remembers_to_begin_is_given_up_after_a_while() {
            Message forgotten = say("有货吗?").message();
            conversations.freeAbandoned();
            assertThat(types()).containsExactly("message.added");

            node.clock.goOn(StoredConversations.PATIENCE.plusSeconds(1));
            conversations.freeAbandoned();

            assertThat(log().getLast().data())
                    .containsEntry("code", "interrupted")
                    .containsEntry("replyTo", forgotten.id().toString());
            assertThat(conversations.beginTurn(SHOP, conversation, forgotten.id()))
                    .isInstanceOf(TurnStart.NotWanted.class);
        }
    }

    @Nested
    class A_claim {

        @RepeatedTest(15)
        void silences_the_assistant_for_good_whatever_it_is_saying() throws Exception {
            UUID turn = begin(say("我要投诉").message());
            CountDownLatch underWay = new CountDownLatch(20);
            AtomicInteger lost = new AtomicInteger();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> talking = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    int number = thread;
                    talking.add(threads.submit(() -> {
                        for (int word = 0; word < 200; word++) {
                            if (!delta(turn, number + "-" + word)) {
                                lost.incrementAndGet();
                                return;
                            }
                            underWay.countDown();
                        }
                    }));
                }
                underWay.await();
                assertThat(conversations.claim(SHOP, conversation, LIN, "林")).isTrue();
                for (Future<?> thread : talking) {
                    thread.get();
                }
            }
            Message late = conversations.completeTurn(SHOP, conversation, turn, "晚了", Map.of());

            assertThat(late).isNull();
            assertThat(lost).hasValue(8);
            assertThat(types()).endsWith("floor.changed");
            assertThat(log().getLast().data()).isEqualTo(Map.of("floor", "agent", "agentName", "林"));
        }

        @RepeatedTest(5)
        void is_won_by_one_of_two_agents() throws Exception {
            conversations.requestAgent(SHOP, conversation, request(Told.AT_ONCE));
            List<StaffId> agents = IntStream.range(0, 10)
                    .mapToObj(number -> new StaffId(UUID.randomUUID()))
                    .toList();

            List<Boolean> won =
                    atOnce(10, number -> conversations.claim(SHOP, conversation, agents.get(number), "客服" + number));

            assertThat(won).filteredOn(each -> each).hasSize(1);
            assertThat(conversations.floor(SHOP, conversation))
                    .isEqualTo(new Floor.Agent(agents.get(won.indexOf(true)), "客服" + won.indexOf(true)));
            assertThat(types()).filteredOn("floor.changed"::equals).hasSize(2);
        }

        @Test
        void may_be_made_twice_by_the_same_agent() {
            assertThat(conversations.claim(SHOP, conversation, LIN, "林")).isTrue();
            assertThat(conversations.claim(SHOP, conversation, LIN, "林")).isTrue();
            assertThat(types()).containsExactly("floor.changed");
        }

        @Test
        void leaves_the_shopper_to_the_person() {
            conversations.claim(SHOP, conversation, LIN, "林");
            Appended appended = say("在吗?");

            assertThat(appended.assistantAnswers()).isFalse();
            assertThat(conversations.beginTurn(
                            SHOP, conversation, appended.message().id()))
                    .isInstanceOf(TurnStart.NotWanted.class);
            assertThat(conversations.release(SHOP, conversation, LIN)).isTrue();
            assertThat(conversations.beginTurn(
                            SHOP, conversation, appended.message().id()))
                    .as("what the person has read is not answered again")
                    .isInstanceOf(TurnStart.NotWanted.class);
            assertThat(say("那明天呢?").assistantAnswers()).isTrue();
        }
    }

    @Nested
    class The_floor {

        @Test
        void is_awaited_once_and_the_shopper_told_once() {
            Floor floor = conversations.requestAgent(SHOP, conversation, request(Told.AT_ONCE));
            Floor again = conversations.requestAgent(SHOP, conversation, request(Told.AT_ONCE));

            assertThat(floor)
                    .isEqualTo(new Floor.AwaitingAgent(node.clock.instant(), HandoffReason.SHOPPER_ASKED))
                    .isEqualTo(again);
            assertThat(types()).containsExactly("floor.changed", "message.completed");
            assertThat(log().getLast().data())
                    .containsEntry("text", LINE)
                    .containsEntry("answeredBy", "none")
                    .containsEntry("handoff", Map.of("state", "awaitingAgent"));
            assertThat(say("快点").assistantAnswers()).isFalse();
        }

        @Test
        void asked_for_by_an_answer_lets_it_finish_and_says_nothing_beside_it() {
            UUID turn = begin(say("我要找人工").message());
            conversations.requestAgent(SHOP, conversation, request(Told.BY_THE_ANSWER));

            assertThat(delta(turn, "好的,")).isTrue();
            Message answer = conversations.completeTurn(SHOP, conversation, turn, "好的,已经请了同事。", Map.of());

            assertThat(Objects.requireNonNull(answer).content())
                    .containsEntry("handoff", Map.of("state", "awaitingAgent"));
            assertThat(types())
                    .containsExactly(
                            "message.added", "turn.started", "floor.changed", "message.delta", "message.completed");
        }

        @Test
        void asked_for_by_an_answer_that_fails_is_told_all_the_same() {
            UUID turn = begin(say("我要找人工").message());
            conversations.requestAgent(SHOP, conversation, request(Told.BY_THE_ANSWER));
            conversations.failTurn(SHOP, conversation, turn, "internal_error");

            assertThat(types())
                    .containsExactly(
                            "message.added", "turn.started", "floor.changed", "turn.failed", "message.completed");
            assertThat(log().getLast().data()).containsEntry("text", LINE);
        }

        @Test
        void asked_for_by_the_shopper_ends_the_running_answer() {
            UUID turn = begin(say("有货吗?").message());
            conversations.requestAgent(SHOP, conversation, request(Told.AT_ONCE));

            assertThat(delta(turn, "有")).isFalse();
            assertThat(types())
                    .containsExactly(
                            "message.added", "turn.started", "turn.failed", "floor.changed", "message.completed");
        }

        @Test
        void goes_from_one_agent_to_another_and_back_to_the_assistant() {
            conversations.claim(SHOP, conversation, LIN, "林");

            assertThat(conversations.transfer(SHOP, conversation, ZHOU, LIN, "林"))
                    .isFalse();
            assertThat(conversations.transfer(SHOP, conversation, LIN, ZHOU, "周"))
                    .isTrue();
            assertThat(conversations.appendAgent(SHOP, conversation, LIN, "林", "我还在", null))
                    .isNull();
            assertThat(conversations.release(SHOP, conversation, LIN)).isFalse();
            assertThat(conversations.appendAgent(SHOP, conversation, ZHOU, "周", "我来", null))
                    .isNotNull();
            assertThat(conversations.resolve(SHOP, conversation, ZHOU, "已经处理好了。"))
                    .isTrue();
            assertThat(conversations.resolve(SHOP, conversation, ZHOU, "已经处理好了。"))
                    .isFalse();

            assertThat(conversations.floor(SHOP, conversation)).isEqualTo(new Floor.Assistant());
            assertThat(conversations.history(SHOP, conversation))
                    .extracting(Message::text)
                    .containsExactly("我来", "已经处理好了。");
            assertThat(conversations
                            .standing(Set.of(SHOP), conversation)
                            .orElseThrow()
                            .resolvedAt())
                    .isEqualTo(node.clock.instant());
        }

        @Test
        void shows_the_desk_who_waits_in_their_order_in_its_own_shops_alone() {
            ShopId shop = new ShopId("shop-" + UUID.randomUUID().toString().substring(0, 8));
            List<ConversationId> waiting = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                ConversationId each =
                        conversations.start(shop, new ShopperId(UUID.randomUUID()), Map.of("keyword", "风衣"));
                conversations.appendShopper(shop, each, "第" + number + "位", PageContext.NONE, null);
                waiting.add(each);
            }
            conversations.requestAgent(shop, waiting.get(2), request(Told.BY_THE_ANSWER));
            node.clock.goOn(Duration.ofSeconds(5));
            conversations.requestAgent(shop, waiting.get(0), request(Told.BY_THE_ANSWER));

            List<Standing> queue = conversations.withPeople(List.of(shop));

            assertThat(queue).extracting(Standing::conversation).containsExactly(waiting.get(2), waiting.get(0));
            assertThat(queue.getLast().brief()).isEqualTo("想要:人工");
            assertThat(queue.getLast().entry()).isEqualTo(Map.of("keyword", "风衣"));
            assertThat(conversations.withPeople(List.of(SHOP)))
                    .extracting(Standing::conversation)
                    .doesNotContainAnyElementsOf(waiting);
            assertThat(conversations.withPeople(List.of())).isEmpty();
            assertThat(conversations.standing(List.of(SHOP), waiting.get(0))).isEmpty();
        }
    }

    private Appended say(String text) {
        return conversations.appendShopper(SHOP, conversation, text, PageContext.NONE, null);
    }

    private UUID begin(Message message) {
        return ((TurnStart.Begun) conversations.beginTurn(SHOP, conversation, message.id())).turn();
    }

    private boolean delta(UUID turn, String text) {
        return conversations.appendTurnEvent(SHOP, conversation, turn, "message.delta", Map.of("text", text));
    }

    private List<LogEvent> log() {
        return conversations.events(SHOP, conversation, 0, 10_000);
    }

    private List<String> types() {
        return log().stream().map(LogEvent::type).collect(Collectors.toList());
    }

    private static AgentRequest request(Told told) {
        return new AgentRequest(HandoffReason.SHOPPER_ASKED, "想要:人工", LINE, told);
    }

    private interface Numbered<T> {
        T with(int number) throws Exception;
    }

    /** Does something many times at the same moment. */
    private static <T> List<T> atOnce(int times, Numbered<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = IntStream.range(0, times)
                    .mapToObj(number -> threads.submit((Callable<T>) () -> {
                        start.await();
                        return work.with(number);
                    }))
                    .toList();
            start.countDown();
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        }
    }
}
