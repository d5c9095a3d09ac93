package dev.daogou.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the packaged service with a home of its own and measures what a newcomer feels: how long until it is up, until the
 * demo shop is ready, until the first answer; how much memory it takes; how fast it answers. Ends what it started.
 *
 * <p>Options: {@code --java=PATH} (default: the JDK this runs on), {@code --jvm="..."} more JVM options, {@code --questions=200},
 * {@code --parallel=8}, {@code --each=25}, {@code --keep} (leaves the home and log folder), {@code --record}.
 */
public final class FirstAnswer {
    private static final List<Said> SAID = List.of(
            new Said("165 100斤,这件穿M会大吗", "FY-101"),
            new Said("今天下午三点付款,什么时候发货", null),
            new Said("黑色M码还有吗", "YR-111"),
            new Said("退货的运费谁来出", null),
            new Said("爸爸爱钓鱼,想挑个生日礼物,两百以内", null),
            new Said("充绒量是多少", "YR-111"),
            new Said("扫地机器人一直报E04", "JQ-902"),
            new Said("这两台打印机哪个适合家里用", "DJ-701"),
            new Said("有没有能用的优惠券", "ZP-512"),
            new Said("寄香港要多少运费", null),
            new Said("蝴蝶酥有没有花生,什么时候生产的", "SP-803"),
            new Said("皮沙发怎么保养", "SF-401"));

    private final Arguments arguments;
    private final Path jar;
    private final int questions;

    private FirstAnswer(Arguments arguments) {
        this.arguments = arguments;
        this.jar = Path.of(arguments.word(0, "the packaged service, assistant-service/target/assistant-service-*.jar"));
        this.questions = arguments.number("questions", 200);
    }

    /** Something a shopper says, and the product on the page. */
    private record Said(String text, @Nullable String page) {}

    public static void main(String[] args) throws IOException {
        try {
            new FirstAnswer(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        long from = System.nanoTime();
        try (PackagedService service = PackagedService.start(arguments, jar)) {
            try {
                measure(service, service.face(), from);
            } catch (RuntimeException failed) {
                System.err.println("The service said last:\n" + service.lastWords());
                throw failed;
            }
        }
    }

    private void measure(PackagedService service, PublicFace face, long from) {
        Table table = new Table("what", "measured");
        service.waitUntilUp();
        table.row("start to health UP", since(from));
        System.out.println("up after " + since(from));

        service.waitFor("the demo is ready", () -> knowsEverything(face, "demo") && knowsEverything(face, "demo-en"));
        table.row("start to demo ready", since(from));
        System.out.println("demo ready after " + since(from));

        Answer first = Shopper.visitor(face, "demo")
                .ask(SAID.getFirst().text(), SAID.getFirst().page());
        table.row(
                "start to first answer",
                since(from) + " (it took " + first.took().toMillis() + " ms)");
        System.out.println("first answer: " + Table.shortened(first.text(), 120));

        PublicFace.pause(Duration.ofSeconds(5));
        memory(table, "memory idle", service);
        List<Duration> times = new ArrayList<>();
        int declined = 0;
        for (int asked = 0; asked < questions; asked++) {
            Said said = SAID.get(asked % SAID.size());
            Answer answer = Shopper.visitor(face, "demo").ask(said.text(), said.page());
            times.add(answer.took());
            declined += answer.declined() ? 1 : 0;
            if (asked == 49) {
                memory(table, "memory after 50 questions", service);
            }
        }
        table.row(
                "answer time of " + times.size() + " questions, one after another, p50 / p99",
                Durations.summary(times));
        inParallel(table, face);
        memory(table, "memory at the end", service);
        System.out.println(declined + " of " + times.size() + " answers declined");
        System.out.println();
        System.out.println(table.forTerminal());
        Measurements.record(
                arguments,
                "FirstAnswer",
                "the packaged service with nothing configured: embedded PostgreSQL, built-in assistant",
                table);
    }

    private void inParallel(Table table, PublicFace face) {
        int shoppers = arguments.number("parallel", 8);
        int each = arguments.number("each", 25);
        Queue<Duration> times = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        List<Shopper> ready = Stream.generate(() -> Shopper.visitor(face, "demo"))
                .limit(shoppers)
                .toList();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int place = 0; place < shoppers; place++) {
                int offset = place;
                Shopper shopper = ready.get(place);
                running.add(threads.submit(() -> {
                    for (int asked = 0; asked < each; asked++) {
                        Said said = SAID.get((offset + asked) % SAID.size());
                        try {
                            times.add(shopper.ask(said.text(), said.page()).took());
                        } catch (PublicFace.Refused problem) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            running.forEach(FirstAnswer::done);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        table.row(
                shoppers + " shoppers at once: answers a second",
                "%.1f (%d answers, %d refused)".formatted(times.size() / seconds, times.size(), refused.get()));
        table.row(shoppers + " shoppers at once: answer time p50 / p99", Durations.summary(times));
    }

    private static void done(Future<?> running) {
        try {
            running.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static void memory(Table table, String when, PackagedService service) {
        List<ProcessHandle> postgres = ProcessMemory.postgresBelow(service.home());
        table.row(
                when + ": JVM",
                ProcessMemory.of(List.of(service.process().toHandle())).megabytes());
        table.row(
                when + ": PostgreSQL, " + postgres.size() + " processes",
                ProcessMemory.of(postgres).megabytes());
    }

    private static boolean knowsEverything(PublicFace face, String shop) {
        PublicFace.Reply reply = face.get("/api/v1/shops/" + shop + "/knowledge", PackagedService.TOKEN);
        return reply.fine()
                && reply.body().path("pending").asInt(-1) == 0
                && reply.body().path("documents").asInt(0) > 0;
    }

    private static String since(long from) {
        return "%.1f s".formatted((System.nanoTime() - from) / 1e9);
    }
}
