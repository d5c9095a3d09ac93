package dev.daogou.assistant;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** A Chromium of this machine, driven by Playwright; it downloads none. */
final class Chromium implements AutoCloseable {

    private static final Path USUAL = Path.of("/usr/bin/chromium");
    private static final String HOW_TO_GET_IT =
            "Needs Chromium: install it (apt-get install chromium fonts-noto-cjk) or name it in "
                    + "DAOGOU_TEST_CHROMIUM, or run .ci/run";

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** The sizes people look at pages in. */
    enum Screen {
        DESKTOP(1280, 800),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** For the names of pictures. */
        String inWords() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Starts it: the one {@code DAOGOU_TEST_CHROMIUM} names, else Debian's. Skips the test where there is none, unless
     * {@code DAOGOU_TEST_REQUIRE_ALL} forbids it.
     */
    static Chromium start() {
        Path executable = executable();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    private static Path executable() {
        String named = System.getenv("DAOGOU_TEST_CHROMIUM");
        Path path = named == null || named.isBlank() ? USUAL : Path.of(named);
        if (Files.isExecutable(path)) {
            return path;
        }
        if (Boolean.parseBoolean(System.getenv("DAOGOU_TEST_REQUIRE_ALL"))) {
            throw new AssertionError(HOW_TO_GET_IT);
        }
        throw new TestAbortedException(HOW_TO_GET_IT);
    }

    /** A page of somebody new, in Chinese. */
    Page page(Screen screen) {
        BrowserContext somebody = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setLocale("zh-CN")
                // Pictures of what stands, not of what moves.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(screen == Screen.PHONE)
                .setIsMobile(screen == Screen.PHONE));
        Page page = somebody.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What pages complained of since this was last asked: errors of scripts, refused scripts and styles, failed calls. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
