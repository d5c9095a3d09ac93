package dev.daogou.knowledge.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that opens a home's database, says so, and keeps it open until it is killed or told to leave. */
final class HoldsDatabaseOpen {

    private HoldsDatabaseOpen() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.startIn(Path.of(arguments[0]));
        System.out.println("open " + database.jdbcUrl());
        if (System.in.read() >= 0) {
            database.close();
            System.out.println("left");
        } else {
            new CountDownLatch(1).await();
        }
    }
}
