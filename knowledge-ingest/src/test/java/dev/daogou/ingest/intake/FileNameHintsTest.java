package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.PassageKind;
import org.junit.jupiter.api.Test;

class FileNameHintsTest {

    @Test
    void the_beginning_of_a_name_tells_the_kind() {
        assertThat(FileNameHints.of("policy-returns.md"))
                .isEqualTo(new FileNameHints(PassageKind.POLICY, null, "returns"));
        assertThat(FileNameHints.of("QA-2026_spring.csv"))
                .isEqualTo(new FileNameHints(PassageKind.QA, null, "2026 spring"));
        assertThat(FileNameHints.of("policy-退换货.txt")).isEqualTo(new FileNameHints(PassageKind.POLICY, null, "退换货"));
    }

    @Test
    void a_specification_names_its_product_before_its_title() {
        assertThat(FileNameHints.of("spec-DJ-01-skiddale-down-jacket.md"))
                .isEqualTo(new FileNameHints(PassageKind.SPEC, "DJ-01", "skiddale down jacket"));
        assertThat(FileNameHints.of("spec-100234-说明书.html"))
                .isEqualTo(new FileNameHints(PassageKind.SPEC, "100234", "说明书"));
        assertThat(FileNameHints.of("spec-kettle-manual.md"))
                .isEqualTo(new FileNameHints(PassageKind.SPEC, "kettle", "manual"));
        assertThat(FileNameHints.of("spec-A9.md")).isEqualTo(new FileNameHints(PassageKind.SPEC, "A9", "A9"));
        assertThat(FileNameHints.of("spec.md")).isEqualTo(new FileNameHints(PassageKind.SPEC, null, "spec"));
    }

    @Test
    void any_other_name_is_a_guides() {
        assertThat(FileNameHints.of("folder/保养小记.md")).isEqualTo(new FileNameHints(PassageKind.GUIDE, null, "保养小记"));
        assertThat(FileNameHints.of("policyholders.md"))
                .isEqualTo(new FileNameHints(PassageKind.GUIDE, null, "policyholders"));
        assertThat(FileNameHints.of(".env")).isEqualTo(new FileNameHints(PassageKind.GUIDE, null, ".env"));
    }
}
