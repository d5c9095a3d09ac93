package dev.daogou.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@IngestTest
class IngestCommandTest {

    @Autowired
    private KnowledgeBase knowledge;

    @Autowired
    private DocumentIntake intake;

    @Value("${daogou.home}")
    private String home = "";

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Locale before = Locale.getDefault();
    private String shop = "";

    @BeforeEach
    void openShop() {
        Locale.setDefault(Locale.ENGLISH);
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @Test
    void a_folder_goes_in_with_kinds_and_products_told_from_the_names() throws Exception {
        write("policy-returns.md", "# Returns\n\nThirty days.");
        write("deeper/spec-DJ-01-jacket.txt", "It weighs 480 g.");
        write(".hidden", "not this");

        int exitCode = run("--shop=" + shop, folder.toString());

        assertThat(printed()).contains("live  policy-returns.md  Returns").contains("live  spec-DJ-01-jacket.txt");
        assertThat(printed().lines()).last().isEqualTo("All 2 went in.");
        assertThat(exitCode).isZero();
        List<Document> documents = intake.documents(shop, null, 10);
        assertThat(documents)
                .extracting(Document::kind, Document::productId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(PassageKind.POLICY, null),
                        org.assertj.core.groups.Tuple.tuple(PassageKind.SPEC, "DJ-01"));
    }

    @Test
    void what_does_not_go_in_is_told_and_shows_in_the_exit_code() throws Exception {
        write("good.md", "Good words.");
        write("nothing.html", "<html><body><nav>menu</nav><script>x</script></body></html>");
        write("picture.png", "\u0089PNG\r\n\u001a\n");

        int exitCode = run("--shop=" + shop, folder.toString(), folder + "/absent.md");

        assertThat(printed())
                .contains("live  good.md")
                .contains("refused  picture.png  Files of this type (PNG)")
                .contains("absent.md  There is no file or folder");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void an_unknown_shop_is_told_in_one_sentence() throws Exception {
        write("a.md", "Words.");

        assertThat(run("--shop=nowhere", folder.toString())).isEqualTo(2);
        assertThat(printed().lines())
                .containsExactly(
                        "There is no shop \"nowhere\" here. Open it first, or check the spelling after --shop=.");
    }

    @Test
    void a_command_line_that_makes_no_sense_is_told_without_starting_anything() throws Exception {
        assertThat(run("--shop=x")).isEqualTo(2);
        assertThat(run("file.md")).isEqualTo(2);
        assertThat(run("--shop=x", "--kind=product", "file.md")).isEqualTo(2);
        assertThat(run("--shop=x", "--depth=9", "https://a.example")).isEqualTo(2);
        assertThat(run("--shpo=x", "file.md")).isEqualTo(2);
        assertThat(printed().lines()).hasSize(5).last().isEqualTo("There is no option --shpo; --help lists them.");
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains("--max-pages=N");
    }

    @Test
    void a_command_line_says_what_to_take_in() {
        assertThat(CommandLine.parse("--shop=demo", "--product=A1", "--kind=spec", "a.md", "--", "--odd-name.md"))
                .isEqualTo(new CommandLine.TakeIn(
                        "demo", PassageKind.SPEC, "A1", 0, 1, List.of("a.md", "--odd-name.md"), List.of()));
        assertThat(CommandLine.parse("--shop=demo", "--depth=2", "https://a.example", "--daogou.home=/x"))
                .isEqualTo(new CommandLine.TakeIn(
                        "demo", null, null, 2, 50, List.of("https://a.example"), List.of("--daogou.home=/x")));
        assertThat(CommandLine.parse("--worker")).isEqualTo(new CommandLine.Work(List.of()));
    }

    private int run(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        if (!all.contains("--help")) {
            all.addFirst("--daogou.home=" + home);
        }
        return IngestCommand.run(new PrintStream(printed, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
