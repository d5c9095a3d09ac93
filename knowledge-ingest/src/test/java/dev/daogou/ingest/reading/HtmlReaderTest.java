package dev.daogou.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='display: none'>PLANTED</p>",
                "<p style='color:red; Visibility:Hidden'>PLANTED</p>",
                "<p style='opacity:0'>PLANTED</p>",
                "<p style='font-size:0px !important'>PLANTED</p>",
                "<p style='position:absolute;left:-9999px'>PLANTED</p>",
                "<div hidden><p>PLANTED</p></div>",
                "<div aria-hidden=true><p>PLANTED</p></div>",
                "<template><p>PLANTED</p></template>",
                "<script>PLANTED</script>",
                "<style>p{content:'PLANTED'}</style>",
                "<noscript>PLANTED</noscript>",
                "<!-- PLANTED -->",
                "<style>.x9 , .y{display:none}</style><p class=x9>PLANTED</p>",
                "<input type=hidden value=PLANTED>"
            })
    void what_no_visitor_sees_is_not_read(String hidden) {
        assertThat(textOf(read("<body><p>Seen.</p>" + hidden + "<p>Also seen.</p>")))
                .contains("Seen.", "Also seen.")
                .doesNotContain("PLANTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=#t2>Care</a><div id=t2 style='display:none'>Wash cold.</div>",
                "<button aria-controls=f1>Care</button><div id=f1 hidden>Wash cold.</div>",
                "<div role=tabpanel hidden>Wash cold.</div>",
                "<style>@media print{.n{display:none}}</style><div class=n>Wash cold.</div>",
                "<div style='opacity:0.9;font-size:0.8em'>Wash cold.</div>",
                "<details><summary>Care</summary>Wash cold.</details>"
            })
    void what_a_visitor_can_open_is_read(String folded) {
        assertThat(textOf(read("<body>" + folded))).contains("Wash cold.");
    }

    @Test
    void a_file_is_read_whole_with_its_menus_at_the_end() {
        ReadDocument document =
                read("<body><nav><a href=/a>Shop</a></nav><h1>Care</h1><p>Wash cold.</p><aside>Mind the zip.</aside>"
                        + "<footer>Mill Lane 4</footer>");

        assertThat(textOf(document)).containsSubsequence("Wash cold.", "Mind the zip.", "Shop", "Mill Lane 4");
        assertThat(document.sections().getLast().titles()).isEmpty();
    }

    @Test
    void of_a_page_of_a_site_only_the_content_is_read() {
        ReadDocument document = readFromSite("""
                <body><header><a href=/>Home</a></header><div class="side-menu"><ul><li><a href=/a>Shoes</a></ul></div>
                <main><h1>Care</h1><button>Add to basket</button><h2><button aria-expanded=false>May I iron it?</button></h2>
                <p>Only cold.</p><div class=related><a href=/b>You may like</a></div></main>
                <div id="cookie-banner">We use cookies.</div><footer>Mill Lane 4</footer>""");

        assertThat(textOf(document))
                .contains("May I iron it?", "Only cold.")
                .doesNotContain("Home", "Shoes", "Add to basket", "You may like", "cookies", "Mill Lane");
    }

    @Test
    void questions_that_a_page_tells_machines_are_pairs_and_stand_there_once() {
        ReadDocument document = readFromSite("""
                <html><head><script type="application/ld+json">{"@context":"https://schema.org","@type":"FAQPage","mainEntity":[
                {"@type":"Question","name":"Do you ship on Sundays?","acceptedAnswer":{"@type":"Answer","text":"<p>No, on <b>weekdays</b> only.</p>"}},
                {"@type":"Question","name":"Is there a shop?","acceptedAnswer":{"@type":"Answer","text":"Yes, at the mill."}}]}</script></head>
                <body><main><h1>Help</h1><div class=q>Do you ship on Sundays?</div><div class=a>No, on weekdays only.</div>
                <p>Write to us otherwise.</p></main>""");

        assertThat(blocks(document))
                .contains(
                        new QuestionAndAnswer("Do you ship on Sundays?", "No, on weekdays only.", null),
                        new QuestionAndAnswer("Is there a shop?", "Yes, at the mill.", null),
                        new Paragraph("Write to us otherwise."))
                .doesNotContain(new Paragraph("Do you ship on Sundays?"), new Paragraph("No, on weekdays only."));
    }

    @Test
    void a_question_that_is_a_heading_on_the_page_is_not_told_twice() {
        ReadDocument document = readFromSite("""
                <html><head><script type="application/ld+json">[{"@type":["FAQPage"],"mainEntity":{"@type":"Question",
                "name":"Do you ship on Sundays?","acceptedAnswer":{"text":"No."}}}]</script></head>
                <body><main><h1>Help</h1><h2>Do you ship on Sundays?</h2><p>No.</p></main>""");

        assertThat(blocks(document)).containsExactly(new Paragraph("No."));
        assertThat(document.sections().getFirst().titles()).contains("Do you ship on Sundays?");
    }

    @Test
    void of_a_product_all_is_taken_but_price_and_stock() {
        ReadDocument document = readFromSite("""
                <html lang=en><head><script type="application/ld+json">{"@graph":[{"@type":"Product","name":"Tramper","sku":"TR-77",
                "brand":{"@type":"Brand","name":"Moor"},"material":"Waxed leather","offers":{"@type":"Offer","price":"129.00",
                "priceCurrency":"EUR","availability":"https://schema.org/InStock"},"aggregateRating":{"ratingValue":"4.7"},
                "additionalProperty":[{"@type":"PropertyValue","name":"Drop","value":8,"unitText":"mm"}]}]}</script></head>
                <body><main><h1>Tramper</h1><p>A boot for wet meadows.</p><span class=product-price>€129.00</span>
                <p>Soled at the mill.</p></main>""");

        assertThat(blocks(document))
                .filteredOn(Table.class::isInstance)
                .containsExactly(new Table(
                        List.of(),
                        List.of(
                                List.of("Brand", "Moor"),
                                List.of("SKU", "TR-77"),
                                List.of("Material", "Waxed leather"),
                                List.of("Drop", "8 mm"))));
        assertThat(textOf(document)).contains("wet meadows", "Soled").doesNotContain("129", "InStock", "4.7");
    }

    @Test
    void microdata_says_the_same_as_json() {
        ReadDocument document = readFromSite("""
                <html lang=zh><body itemscope itemtype="https://schema.org/Product"><h1 itemprop=name>登山靴</h1>
                <meta itemprop=sku content="TR-77"><p itemprop=description>适合湿草地。</p>
                <div itemprop=offers itemscope itemtype="https://schema.org/Offer"><span itemprop=price>899</span>元</div>""");

        assertThat(blocks(document)).contains(new Table(List.of(), List.of(List.of("商品编号", "TR-77"))));
        assertThat(textOf(document)).contains("适合湿草地。").doesNotContain("899");
    }

    @Test
    void where_a_page_stands_is_its_first_title() {
        ReadDocument document = readFromSite("""
                <html><head><script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[
                {"@type":"ListItem","position":1,"name":"Help"},{"@type":"ListItem","position":2,"item":{"@id":"/r","name":"Returns"}}]}
                </script></head><body><h1>How to return</h1><p>Pack it well.</p>""");

        assertThat(document.title()).isEqualTo("How to return");
        assertThat(document.sections().getFirst().titles()).containsExactly("Help > Returns > How to return");
    }

    @Test
    void steps_are_a_numbered_list() {
        ReadDocument document = readFromSite("""
                <html><head><script type="application/ld+json">{"@type":"HowTo","name":"Waxing","step":[{"@type":"HowToStep","text":"Brush it."},
                {"@type":"HowToStep","name":"Wax","text":"Rub the wax in."}]}</script></head><body><h1>Waxing</h1><p>Once a year.</p>""");

        assertThat(blocks(document)).contains(new Listing(List.of("1. Brush it.", "2. Wax: Rub the wax in.")));
    }

    @Test
    void terms_captions_code_and_numbers_of_items_are_kept() {
        ReadDocument document = read("""
                <body><dl><div><dt>Weight</dt><dd>1.2 kg</dd></div><dt>Sole</dt><dd>Rubber<dl><dt>Lugs</dt><dd>5 mm</dd></dl></dd></dl>
                <figure><img src=/i.png alt="Side view"><figcaption>The boot in moss green</figcaption></figure>
                <pre>
                  line one
                    line two</pre>
                <ol start=3><li>Lace up<pre>twice</pre></li><li><p>Walk</p><table><tr><td>a</td></tr></table></li></ol>""");

        assertThat(textOf(document))
                .contains(
                        "Weight\n1.2 kg",
                        "Lugs",
                        "Side view",
                        "The boot in moss green",
                        "line one\n    line two",
                        "3. Lace up",
                        "4. Walk");
        assertThat(textOf(document).split("Lugs", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<ul><li>",
                "<ol><li><p>",
                "<table><tr><td>",
                "<dl><dd>",
                "<details>",
                "<blockquote>",
                "<h2>"
            })
    void two_hundred_thousand_tags_in_each_other_do_no_harm(String tags) {
        assertThat(textOf(read("<body>" + tags.repeat(200_000) + "At the bottom.")))
                .contains("At the bottom.");
    }

    @Test
    void a_table_whose_cells_span_everything_stays_small() {
        String row = "<tr><td rowspan=1000 colspan=200>wide</td><td>x</td></tr>";

        ReadDocument document = read("<body><table>" + row.repeat(3_000) + "</table>");

        assertThat(blocks(document))
                .singleElement()
                .isInstanceOfSatisfying(
                        Table.class,
                        table -> assertThat(table.rows().stream()
                                        .mapToInt(List::size)
                                        .sum())
                                .isLessThan(1_500_000));
    }

    private static ReadDocument read(String html) {
        return read(html, null);
    }

    private static ReadDocument readFromSite(String html) {
        return read(html, "https://moor.example/page");
    }

    private static ReadDocument read(String html, @Nullable String url) {
        return Readers.read(new SourceFile(html.getBytes(StandardCharsets.UTF_8), "text/html", url));
    }

    private static List<Block> blocks(ReadDocument document) {
        return document.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .toList();
    }

    private static String textOf(ReadDocument document) {
        List<String> lines = new ArrayList<>();
        for (Section section : document.sections()) {
            lines.addAll(section.titles());
            for (Block block : section.blocks()) {
                switch (block) {
                    case Paragraph paragraph -> lines.add(paragraph.text());
                    case Listing listing -> lines.addAll(listing.items());
                    case Table table -> {
                        lines.addAll(table.header());
                        table.rows().forEach(lines::addAll);
                    }
                    case QuestionAndAnswer pair -> {
                        lines.add(pair.question());
                        lines.add(pair.answer());
                    }
                }
            }
        }
        return String.join("\n", lines);
    }
}
