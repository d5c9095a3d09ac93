package dev.daogou.knowledge.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database an operator has given: is it there, may we in, may we make tables? */
final class GivenDatabase {

    private static final int OLDEST_VERSION = 14;

    private GivenDatabase() {}

    /** @throws DatabaseUnusable saying what to set */
    static void check(String url, @Nullable String username, @Nullable String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new DatabaseUnusable(
                    "SPRING_DATASOURCE_URL must be the address of a PostgreSQL, such as"
                            + " jdbc:postgresql://localhost:5432/daogou.",
                    null);
        }
        Properties login = new Properties();
        login.setProperty("loginTimeout", "10");
        login.setProperty("connectTimeout", "10");
        if (username != null) {
            login.setProperty("user", username);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select current_setting('server_version_num')::int / 10000,
                               current_user,
                               current_database(),
                               current_schema(),
                               coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
                               pg_is_in_recovery()
                        """)) {
            found.next();
            int version = found.getInt(1);
            String user = found.getString(2);
            String database = found.getString(3);
            String schema = found.getString(4) == null ? "public" : found.getString(4);
            if (version < OLDEST_VERSION) {
                throw new DatabaseUnusable(
                        "The PostgreSQL of SPRING_DATASOURCE_URL is version " + version
                                + ", set the address of version " + OLDEST_VERSION + " or newer.",
                        null);
            }
            if (found.getBoolean(6)) {
                throw new DatabaseUnusable(
                        "The PostgreSQL of SPRING_DATASOURCE_URL is a read-only replica, set the address of the"
                                + " primary server.",
                        null);
            }
            if (!found.getBoolean(5)) {
                throw new DatabaseUnusable(
                        "The database role '" + user + "' may not make tables: run GRANT CREATE, USAGE ON SCHEMA "
                                + schema
                                + " TO \"" + user + "\" in database '" + database
                                + "', or set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD to a role that"
                                + " may.",
                        null);
            }
        } catch (SQLException e) {
            throw new DatabaseUnusable(sentenceFor(e, withoutSecrets(url), username), e);
        }
    }

    private static String sentenceFor(SQLException e, String url, @Nullable String username) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return "The database at " + url + " refuses the login of '" + (username == null ? "" : username)
                    + "': set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD to a role that may log in.";
        }
        return switch (state) {
            case "3D000" ->
                "The server at " + url + " has no database of that name: create it, or set"
                        + " SPRING_DATASOURCE_URL to one that exists.";
            case "42501" ->
                "The database at " + url + " does not let '" + (username == null ? "" : username)
                        + "' connect: GRANT CONNECT on it to that role, or set SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD to a role that may.";
            default ->
                "No PostgreSQL can be reached at " + url + ": start it, or set SPRING_DATASOURCE_URL to where it"
                        + " is (or leave it unset to use the embedded one).";
        };
    }

    private static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
