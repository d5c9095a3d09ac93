package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationUnknown;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.Standing;
import dev.daogou.assistant.shop.Colleagues;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.assistant.shopper.ShopperNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What a member of the staff sees and does at the desk, in the shops they work for and nowhere else. */
@Component
class Desk {

    private final Conversations conversations;
    private final Notes notes;
    private final Briefs briefs;
    private final HandoffSentences sentences;
    private final Shops shops;
    private final Colleagues colleagues;
    private final ShopperNames shopperNames;
    private final Clock clock;

    Desk(
            Conversations conversations,
            Notes notes,
            Briefs briefs,
            HandoffSentences sentences,
            Shops shops,
            Colleagues colleagues,
            ShopperNames shopperNames,
            Clock clock) {
        this.conversations = conversations;
        this.notes = notes;
        this.briefs = briefs;
        this.sentences = sentences;
        this.shops = shops;
        this.colleagues = colleagues;
        this.shopperNames = shopperNames;
        this.clock = clock;
    }

    /**
     * A conversation in the queue.
     *
     * @param since when a person was asked for
     * @param reason why, e.g. {@code shopperAsked}
     * @param brief what to know first, a labelled line each
     * @param floor {@code awaitingAgent} or {@code agent}
     */
    record Waiting(
            ConversationId conversationId,
            ShopId shop,
            @Nullable String shopperName,
            @Nullable Instant since,
            long waitingSeconds,
            @Nullable String reason,
            String brief,
            String lastText,
            String floor,
            @Nullable String agentName) {}

    /**
     * A conversation as an agent opens it.
     *
     * @param mine whether the agent who looks has the floor
     * @param page where the shopper was last
     * @param entry how they came
     * @param lastSeq the log's last number
     */
    record Opened(
            ConversationId conversationId,
            ShopId shop,
            @Nullable String shopperName,
            String floor,
            @Nullable String agentName,
            boolean mine,
            @Nullable Instant since,
            long waitingSeconds,
            @Nullable String reason,
            String brief,
            @Nullable Object page,
            Map<String, Object> entry,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            long lastSeq,
            List<Map<String, Object>> messages,
            List<Notes.Note> notes) {}

    /** A colleague a conversation can be given to. */
    record Colleague(StaffId staffId, String name) {}

    /** Those who wait for anybody and those who talk with this agent; who asked first comes first. */
    List<Waiting> queue(StaffMember member) {
        Map<ShopId, Shop> known = shopsOf(member);
        return mineOrNobodys(member, known.keySet()).stream()
                .map(standing -> {
                    List<Message> history = conversations.history(standing.shop(), standing.conversation());
                    Shop shop = known.get(standing.shop());
                    return new Waiting(
                            standing.conversation(),
                            standing.shop(),
                            shopperName(standing),
                            standing.askedAt(),
                            waited(standing),
                            reason(standing),
                            shop == null ? "" : briefs.brief(standing, history, shop.language()),
                            standing.lastText(),
                            standing.floor().wireName(),
                            agentName(standing.floor()));
                })
                .toList();
    }

    List<Standing> mineOrNobodys(StaffMember member, Collection<ShopId> known) {
        return conversations.withPeople(known).stream()
                .filter(standing -> standing.floor() instanceof Floor.AwaitingAgent || mine(standing, member))
                .toList();
    }

    Map<ShopId, Shop> shopsOf(StaffMember member) {
        return shops.all().stream()
                .filter(shop -> member.worksFor(shop.id()))
                .collect(Collectors.toMap(Shop::id, shop -> shop));
    }

    Opened open(StaffMember member, String id) {
        return opened(member, standing(member, id));
    }

    private Opened opened(StaffMember member, Standing standing) {
        List<Message> history = conversations.history(standing.shop(), standing.conversation());
        return new Opened(
                standing.conversation(),
                standing.shop(),
                shopperName(standing),
                standing.floor().wireName(),
                agentName(standing.floor()),
                mine(standing, member),
                standing.askedAt(),
                waited(standing),
                reason(standing),
                briefs.brief(standing, history, shops.shop(standing.shop()).language()),
                page(history, standing),
                standing.entry(),
                standing.startedAt(),
                standing.resolvedAt(),
                standing.lastSeq(),
                history.stream().map(Message::asPublished).toList(),
                notes.of(standing.shop(), standing.conversation()));
    }

    /** Everybody a conversation of this shop can be given to, but the one who asks. */
    List<Colleague> colleagues(StaffMember member, ShopId shop) {
        if (!member.worksFor(shop)) {
            throw new Problem(HttpStatus.FORBIDDEN, "forbidden", "You do not work for this shop.");
        }
        return colleagues.workingFor(shop).stream()
                .filter(each -> !each.id().equals(member.id()))
                .map(each -> new Colleague(each.id(), each.name()))
                .toList();
    }

    Opened claim(StaffMember member, String id) {
        Standing standing = standing(member, id);
        if (!conversations.claim(standing.shop(), standing.conversation(), member.id(), member.name())) {
            String who = agentName(conversations.floor(standing.shop(), standing.conversation()));
            String sentence = (who == null ? "A colleague" : who) + " has taken this conversation already.";
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "already_claimed",
                    sentence,
                    List.of(new Mistake("agentName", null, who == null ? "" : who)));
        }
        return open(member, id);
    }

    Message reply(StaffMember member, String id, String text, @Nullable String idempotencyKey) {
        Standing standing = standing(member, id);
        Message said = conversations.appendAgent(
                standing.shop(), standing.conversation(), member.id(), member.name(), text, idempotencyKey);
        if (said == null) {
            throw notYours();
        }
        return said;
    }

    Notes.Note note(StaffMember member, String id, String text) {
        Standing standing = standing(member, id);
        return notes.add(standing.shop(), standing.conversation(), member, text);
    }

    Floor release(StaffMember member, String id) {
        Standing standing = standing(member, id);
        if (!conversations.release(standing.shop(), standing.conversation(), member.id())) {
            throw notYours();
        }
        return conversations.floor(standing.shop(), standing.conversation());
    }

    /** Says in the history that it is settled, and hands back. */
    Floor resolve(StaffMember member, String id) {
        Standing standing = standing(member, id);
        String line = sentences.say(shops.shop(standing.shop()).language(), "resolved");
        if (!conversations.resolve(standing.shop(), standing.conversation(), member.id(), line)) {
            throw notYours();
        }
        return conversations.floor(standing.shop(), standing.conversation());
    }

    Floor transfer(StaffMember member, String id, @Nullable String to) {
        Standing standing = standing(member, id);
        StaffMember colleague = Stream.ofNullable(to)
                .flatMap(given -> uuid(given))
                .flatMap(given -> colleagues.member(new StaffId(given)).stream())
                .filter(each -> each.worksFor(standing.shop()))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "staff_unknown",
                        "Nobody of this staffId works for the shop.",
                        List.of(new Mistake("staffId", null, "Give the staffId of a colleague of this shop."))));
        if (!conversations.transfer(
                standing.shop(), standing.conversation(), member.id(), colleague.id(), colleague.name())) {
            throw notYours();
        }
        return conversations.floor(standing.shop(), standing.conversation());
    }

    private Standing standing(StaffMember member, String id) {
        return uuid(id).flatMap(
                        given -> conversations.standing(shopsOf(member).keySet(), new ConversationId(given)).stream())
                .findFirst()
                .orElseThrow(() -> new ConversationUnknown(id));
    }

    private static Stream<UUID> uuid(String text) {
        try {
            return Stream.of(UUID.fromString(text));
        } catch (IllegalArgumentException nonsense) {
            return Stream.empty();
        }
    }

    private static Problem notYours() {
        return new Problem(
                HttpStatus.CONFLICT, "floor_not_yours", "You do not have this conversation. Claim it first.");
    }

    private static boolean mine(Standing standing, StaffMember member) {
        return standing.floor() instanceof Floor.Agent agent && agent.agent().equals(member.id());
    }

    private static @Nullable String agentName(Floor floor) {
        return floor instanceof Floor.Agent agent ? agent.name() : null;
    }

    private static @Nullable String reason(Standing standing) {
        return standing.reason() == null ? null : standing.reason().wireName();
    }

    private @Nullable String shopperName(Standing standing) {
        return shopperNames.of(standing.shop(), standing.shopper()).orElse(null);
    }

    private long waited(Standing standing) {
        Instant since = standing.askedAt();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    private static @Nullable Object page(List<Message> history, Standing standing) {
        for (Message message : history.reversed()) {
            Object page = message.content().get("page");
            if (page != null) {
                return page;
            }
        }
        return standing.entry().get("page");
    }
}
