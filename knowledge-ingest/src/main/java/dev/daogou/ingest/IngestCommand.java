package dev.daogou.ingest;

import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.WebPages;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.Language;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Hands files and addresses in from a shell, and works on them; {@code --help} says how. Uses the same database as the
 * service, also while the service runs.
 */
public final class IngestCommand {

    /** Everything that was asked for is done. */
    static final int DONE = 0;

    /** Nothing was tried: the command line, the shop or the database is not right. */
    static final int NOT_TRIED = 2;

    private static final Map<String, Object> QUIET = Map.of(
            "spring.main.log-startup-info", "false",
            "logging.level.root", "ERROR",
            "logging.level.dev.daogou", "WARN",
            "logging.pattern.console", "%msg%n%throwable",
            "spring.application.name", "daogou-ingest");

    private IngestCommand() {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Ends the process with the exit code. */
    public static void main(String... words) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(out, words));
    }

    static int run(PrintStream out, String... words) throws InterruptedException {
        Language language = Locale.getDefault().getLanguage().equals("zh") ? Language.ZH : Language.EN;
        switch (CommandLine.parse(words)) {
            case CommandLine.Help ignored -> {
                out.println(Reason.of("command_help").in(language));
                return DONE;
            }
            case CommandLine.Wrong wrong -> {
                out.println(wrong.reason().in(language));
                return NOT_TRIED;
            }
            case CommandLine.Work work -> {
                return work(out, language, work.settings());
            }
            case CommandLine.TakeIn order -> {
                return takeIn(order, out, language);
            }
        }
    }

    private static int work(PrintStream out, Language language, List<String> settings) throws InterruptedException {
        try (ConfigurableApplicationContext worker = start(settings)) {
            out.println(Reason.of("command_worker_ready").in(language));
            CountDownLatch stopped = new CountDownLatch(1);
            worker.addApplicationListener(event -> {
                if (event instanceof ContextClosedEvent) {
                    stopped.countDown();
                }
            });
            stopped.await();
        } catch (CannotStart e) {
            return NOT_TRIED;
        }
        return DONE;
    }

    private static int takeIn(CommandLine.TakeIn order, PrintStream out, Language language)
            throws InterruptedException {
        try (ConfigurableApplicationContext context = start(order.settings())) {
            if (!context.getBean(ShopLanguages.class).isOpen(order.shop())) {
                out.println(Reason.of("shop_unknown", order.shop()).in(language));
                return NOT_TRIED;
            }
            return new TakeIn(
                            order,
                            context.getBean(DocumentIntake.class),
                            context.getBean(WebPages.class),
                            Screen.over(out),
                            language)
                    .run();
        } catch (CannotStart e) {
            return NOT_TRIED;
        }
    }

    /** @throws CannotStart after Boot has said why */
    private static ConfigurableApplicationContext start(List<String> settings) {
        try {
            return new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .properties(QUIET)
                    .run(settings.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new CannotStart(e);
        }
    }

    private static final class CannotStart extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private CannotStart(RuntimeException cause) {
            super(cause);
        }
    }
}
