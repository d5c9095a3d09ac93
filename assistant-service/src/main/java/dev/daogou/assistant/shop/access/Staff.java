package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.Colleagues;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.assistant.shop.TokenHolders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people who work for the shops: their sign-ins, their API tokens, the shops they work for. */
@Repository
class Staff implements TokenHolders, Colleagues {

    private final JdbcClient jdbc;
    private final Clock clock;

    Staff(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A member and the hash their password must match. */
    record Credentials(StaffMember member, String passwordHash) {}

    @Override
    public Optional<StaffMember> member(StaffId id) {
        return jdbc.sql("""
                        SELECT staff.id, staff.name, staff.email, staff.owner,
                               ARRAY(SELECT shop_id FROM shop_member WHERE staff_id = staff.id) AS shops
                        FROM staff
                        WHERE staff.id = :id
                        """).param("id", id.value()).query(Staff::read).optional();
    }

    @Override
    public List<StaffMember> workingFor(ShopId shop) {
        return jdbc.sql("""
                        SELECT staff.id, staff.name, staff.email, staff.owner,
                               ARRAY(SELECT shop_id FROM shop_member WHERE staff_id = staff.id) AS shops
                        FROM staff
                        WHERE staff.owner
                           OR EXISTS (SELECT FROM shop_member WHERE shop_id = :shop AND staff_id = staff.id)
                        ORDER BY staff.name, staff.id
                        """).param("shop", shop.value()).query(Staff::read).list();
    }

    Optional<Credentials> credentials(String email) {
        return jdbc.sql("""
                        SELECT staff.id, staff.name, staff.email, staff.owner, staff.password_hash,
                               ARRAY(SELECT shop_id FROM shop_member WHERE staff_id = staff.id) AS shops
                        FROM staff
                        WHERE staff.email = :email
                        """)
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query((row, number) -> new Credentials(read(row, number), row.getString("password_hash")))
                .optional();
    }

    @Override
    public TokenAnswer holderOf(String token) {
        return jdbc.sql("""
                        SELECT staff.id, staff.name, staff.email, staff.owner,
                               ARRAY(SELECT shop_id FROM shop_member WHERE staff_id = staff.id) AS shops
                        FROM staff_token
                        JOIN staff ON staff.id = staff_token.staff_id
                        WHERE staff_token.token_hash = :hash
                        """)
                .param("hash", hash(token))
                .query(Staff::read)
                .optional()
                .<TokenAnswer>map(member -> new TokenAnswer.Holder(member, roles(member)))
                .orElseGet(TokenAnswer.Unknown::new);
    }

    static Set<String> roles(StaffMember member) {
        return member.owner() ? Set.of("STAFF", "OWNER") : Set.of("STAFF");
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM staff)")
                .query(Boolean.class)
                .single();
    }

    /** Takes somebody in; false when somebody signs in with this address already. */
    boolean add(StaffId id, String email, String name, String passwordHash, boolean owner) {
        return jdbc.sql("""
                                INSERT INTO staff (id, email, name, password_hash, owner, created_at)
                                VALUES (:id, :email, :name, :passwordHash, :owner, :createdAt)
                                ON CONFLICT (email) DO NOTHING
                                """)
                        .param("id", id.value())
                        .param("email", email.strip().toLowerCase(Locale.ROOT))
                        .param("name", name)
                        .param("passwordHash", passwordHash)
                        .param("owner", owner)
                        .param("createdAt", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void addToken(StaffId staff, String token, String name) {
        jdbc.sql("""
                        INSERT INTO staff_token (token_hash, staff_id, name, created_at)
                        VALUES (:hash, :staff, :name, :createdAt)
                        """)
                .param("hash", hash(token))
                .param("staff", staff.value())
                .param("name", name)
                .param("createdAt", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java has SHA-256", absent);
        }
    }

    private static StaffMember read(ResultSet row, int number) throws SQLException {
        Array shops = row.getArray("shops");
        return new StaffMember(
                new StaffId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("owner"),
                Stream.of((String[]) shops.getArray()).map(ShopId::new).collect(Collectors.toSet()));
    }
}
