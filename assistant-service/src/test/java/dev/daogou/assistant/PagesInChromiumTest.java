package dev.daogou.assistant;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.daogou.assistant.Chromium.Screen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What a shopper, a merchant and an agent do, in a real browser on the whole service with its demo shop, on a desktop and on a
 * phone. Each leaves its pictures in {@code target/pictures}.
 */
@SpringBootTest(
        classes = AssistantService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "daogou.demo=true",
            "daogou.owner.email=" + PagesInChromiumTest.EMAIL,
            "daogou.owner.password=" + PagesInChromiumTest.PASSWORD,
            "daogou.owner.token=" + PagesInChromiumTest.TOKEN
        })
class PagesInChromiumTest {

    static final String EMAIL = "keeper@example.com";
    static final String PASSWORD = "the keeper's password";
    static final String TOKEN = "pages-in-chromium-owner-token";

    private static final Path PICTURES = Path.of("target", "pictures");

    @SuppressWarnings("NullAway.Init")
    private static Chromium chromium;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry properties) {
        TestStores.embedded(properties);
    }

    @BeforeAll
    static void a_browser_is_there() {
        chromium = Chromium.start();
        // The whole service, its database and the browser may share two cores with a build.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void the_browser_is_closed() {
        chromium.close();
    }

    @BeforeEach
    void the_demo_shop_is_open() {
        ShopOverHttp demo = new ShopOverHttp(port, TOKEN, "demo");
        ShopOverHttp.until(
                "the demo shop is open",
                () -> demo.staff("GET", "/api/v1/shops/demo", null).status() == 200);
        demo.untilSearchable();
    }

    @ParameterizedTest
    @EnumSource
    void a_size_question_is_answered_on_the_page_of_the_product(Screen screen) {
        Page page = chromium.page(screen);
        page.navigate(address("/?shop=demo&product=FY-101"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("风衣");
        Locator widget = opened(page);
        picture(page, "product-page", screen);

        ask(widget, "我身高165，体重50公斤，该选哪个码？");

        Locator answer = widget.locator(".from-assistant.settled").last();
        Locator card = answer.locator(".card[data-kind=size]");
        assertThat(card.locator(".letter")).hasText(Pattern.compile("S|M"));
        assertThat(card.locator("table")).containsText("身高");
        assertThat(answer.locator(".body")).containsText(card.locator(".letter").innerText());
        picture(page, "size-question", screen);
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_document_uploaded_in_the_console_is_cited_in_the_next_answer(Screen screen) {
        // Each screen tells of a thing of its own: the same file twice would be one document.
        String what = screen == Screen.DESKTOP ? "乌木书立" : "竹编灯罩";
        String days = screen == Screen.DESKTOP ? "43" : "57";
        Page console = chromium.page(screen);
        signIn(console, "/console/demo/documents");
        console.locator("#file")
                .setInputFiles(new FilePayload(
                        what + "保修说明.md",
                        "text/markdown",
                        ("# " + what + "保修说明\n\n## 保修期限\n\n" + what + "自签收之日起保修 " + days + " 天，期间开裂免费更换。\n")
                                .getBytes(StandardCharsets.UTF_8)));
        Locator row = console.locator("#documents tr", new Page.LocatorOptions().setHasText(what));
        assertThat(row).hasAttribute("data-state", "live");
        picture(console, "uploaded-document", screen);

        Page page = chromium.page(screen);
        page.navigate(address("/?shop=demo"));
        Locator widget = opened(page);
        ask(widget, what + "保修多少天？");

        Locator answer = widget.locator(".from-assistant.settled").last();
        assertThat(answer.locator(".body")).containsText(days);
        answer.locator(".source").first().click();
        assertThat(answer.locator(".quote")).containsText("保修 " + days + " 天");
        picture(page, "cited-document", screen);
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_shopper_who_asks_for_a_person_reads_what_the_agent_says(Screen screen) {
        String order = "订单备注写错了（" + screen.inWords() + "）";
        Page page = chromium.page(screen);
        page.navigate(address("/?shop=demo"));
        Locator widget = opened(page);
        ask(widget, order);
        widget.locator(".head .person").click();
        assertThat(widget.locator(".state")).containsText("请同事");
        picture(page, "person-asked-for", screen);

        Page desk = chromium.page(screen);
        signIn(desk, "/desk");
        desk.locator(".queue .person", new Page.LocatorOptions().setHasText(order))
                .click();
        desk.locator(".claim").click();
        Locator reply = desk.locator("form.reply textarea");
        reply.fill("您好，备注已经替您改好了。");
        reply.press("Enter");
        assertThat(desk.locator(".by-agent")).containsText("已经替您改好了");
        assertThat(widget.locator(".from-agent .body").last()).containsText("备注已经替您改好了");
        assertThat(widget.locator(".state")).containsText("正在陪你聊");

        widget.locator("textarea").fill("收到，太感谢了");
        widget.locator("textarea").press("Enter");
        assertThat(desk.locator(".by-shopper").last()).containsText("太感谢了");
        picture(page, "agent-answered", screen);
        picture(desk, "desk", screen);

        desk.locator(".acts .primary").click();
        assertThat(widget.locator(".rating")).isVisible();
        assertThat(desk.locator(".queue .person", new Page.LocatorOptions().setHasText(order)))
                .hasCount(0);
        assertThat(chromium.complaints()).isEmpty();
    }

    private Locator opened(Page page) {
        Locator widget = page.locator("daogou-widget");
        widget.locator(".launcher").click();
        assertThat(widget.locator(".from-assistant").first()).containsText("山野与家");
        return widget;
    }

    /** Asks and waits until the answer is whole. */
    private static void ask(Locator widget, String question) {
        widget.locator("textarea").fill(question);
        widget.locator("textarea").press("Enter");
        assertThat(widget.locator(".from-assistant.settled")).hasCount(1);
        assertThat(widget.locator(".stop")).isHidden();
    }

    private void signIn(Page page, String path) {
        page.navigate(address(path));
        page.locator("#email").fill(EMAIL);
        page.locator("#password").fill(PASSWORD);
        page.locator("main button.primary").click();
        page.waitForURL(address(path) + "**");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static void picture(Page page, String what, Screen screen) {
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(what + "-" + screen.inWords() + ".png")));
    }
}
