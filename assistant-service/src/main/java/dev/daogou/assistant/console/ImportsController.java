package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportFormat;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.Imports;
import dev.daogou.assistant.shop.imports.Imports.Manner;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a merchant's rows: products, stock, coupons, size charts, orders and what other rooms offer. */
@RestController
@RequestMapping("/api/v1/shops/{shop}/imports/{kind}")
class ImportsController {

    private static final int LARGEST_FILE = 50 * 1024 * 1024;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Imports imports;

    ImportsController(Imports imports) {
        this.imports = imports;
    }

    record ImportResult(int accepted, int created, int updated, int unchanged, List<RejectedRow> rejected) {}

    @PostMapping(consumes = "text/csv")
    @RequestBody(content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    ImportResult csv(
            Shop shop,
            @PathVariable String kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request)
            throws IOException {
        return take(shop, kind, ImportFormat.CSV, dryRun, partial, request);
    }

    @PostMapping(consumes = "application/x-ndjson")
    @RequestBody(content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    ImportResult ndjson(
            Shop shop,
            @PathVariable String kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request)
            throws IOException {
        return take(shop, kind, ImportFormat.NDJSON, dryRun, partial, request);
    }

    @PostMapping(consumes = XLSX)
    @RequestBody(content = @Content(mediaType = XLSX, schema = @Schema(type = "string", format = "binary")))
    ImportResult xlsx(
            Shop shop,
            @PathVariable String kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request)
            throws IOException {
        return take(shop, kind, ImportFormat.XLSX, dryRun, partial, request);
    }

    private ImportResult take(
            Shop shop, String kind, ImportFormat format, boolean dryRun, boolean partial, HttpServletRequest request)
            throws IOException {
        byte[] content = request.getInputStream().readNBytes(LARGEST_FILE + 1);
        if (content.length > LARGEST_FILE) {
            throw new Problem(
                    HttpStatus.CONTENT_TOO_LARGE, "payload_too_large", "A file has at most 50 MB; cut it into several");
        }
        ImportOutcome outcome = imports.take(shop, kind, format, content, Manner.of(dryRun, partial));
        return new ImportResult(
                outcome.accepted(), outcome.created(), outcome.updated(), outcome.unchanged(), outcome.rejected());
    }
}
