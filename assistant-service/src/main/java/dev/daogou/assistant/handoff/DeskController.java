package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.EventStreamResponse;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.MessageText;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffMember;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** The agent's door. */
@RestController
@RequestMapping("/api/v1/desk")
class DeskController {

    private final Desk desk;
    private final DeskEvents events;
    private final JsonMapper json;

    DeskController(Desk desk, DeskEvents events, JsonMapper json) {
        this.desk = desk;
        this.events = events;
        this.json = json;
    }

    record Items<T>(List<T> items) {}

    record Text(@Nullable String text) {}

    record To(@Nullable String staffId) {}

    /** @param handoff who has the floor now */
    record Changed(Map<String, Object> handoff) {

        static Changed to(Floor floor) {
            return new Changed(floor.asPublished());
        }
    }

    @GetMapping("/queue")
    Items<Desk.Waiting> queue(StaffMember member) {
        return new Items<>(desk.queue(member));
    }

    @GetMapping("/colleagues")
    Items<Desk.Colleague> colleagues(StaffMember member, @RequestParam ShopId shop) {
        return new Items<>(desk.colleagues(member, shop));
    }

    @GetMapping("/conversations/{id}")
    Desk.Opened open(StaffMember member, @PathVariable String id) {
        return desk.open(member, id);
    }

    @PostMapping("/conversations/{id}/claim")
    Desk.Opened claim(StaffMember member, @PathVariable String id) {
        return desk.claim(member, id);
    }

    @PostMapping("/conversations/{id}/reply")
    Map<String, Object> reply(
            StaffMember member,
            @PathVariable String id,
            @RequestBody Text reply,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return desk.reply(member, id, MessageText.checked(reply.text()), MessageText.checkedKey(idempotencyKey))
                .asPublished();
    }

    @PostMapping("/conversations/{id}/note")
    Notes.Note note(StaffMember member, @PathVariable String id, @RequestBody Text note) {
        return desk.note(member, id, MessageText.checked(note.text()));
    }

    @PostMapping("/conversations/{id}/release")
    Changed release(StaffMember member, @PathVariable String id) {
        return Changed.to(desk.release(member, id));
    }

    @PostMapping("/conversations/{id}/resolve")
    Changed resolve(StaffMember member, @PathVariable String id) {
        return Changed.to(desk.resolve(member, id));
    }

    @PostMapping("/conversations/{id}/transfer")
    Changed transfer(StaffMember member, @PathVariable String id, @RequestBody To to) {
        return Changed.to(desk.transfer(member, id, to.staffId()));
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(StaffMember member) {
        return new EventStreamResponse(json).fedBy(response -> events.open(member, response));
    }
}
