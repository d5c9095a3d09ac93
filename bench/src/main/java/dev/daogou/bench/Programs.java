package dev.daogou.bench;

/** Says which programs there are. */
public final class Programs {
    private Programs() {}

    public static void main(String[] args) {
        System.out.println("""
                bench/run RealShop FOLDER       import a merchant's real data and ask it questions
                bench/run Behaviours            hold the conversations the behaviours promise
                bench/run ReadDocuments FOLDER  read documents and compare with their reference text
                bench/run Contradictions        tell labelled pairs of passages that contradict each other
                bench/run RetrievalQuality DATA search the public sets beside BM25, cosine and rank fusion
                bench/run SizeFit --data=FILE   learn how sizes fit from some shoppers, tell it of others
                bench/run FirstAnswer JAR       start the packaged service; time, memory, latency, throughput
                bench/run SearchSpeed DATA      write shops of up to 100,000 passages and search them; both stores
                bench/run IngestionSpeed [FOLDER]
                                                from intake to live, beside the embedding model alone
                bench/run AttacksAsData FILE    take planted instructions in; are they data and nothing else?
                bench/run KillDuringIngestion JAR
                                                SIGKILL while documents are taken in; is each there once and whole?
                bench/run AwkwardDocuments JAR  hand the packaged service what is hard to read; outcome, time, memory

                All of them take --url=http://localhost:8080 (those with a JAR start their own) and --record, which appends
                what was measured to docs/measurements.md. bench/README.md says the rest.""");
    }
}
