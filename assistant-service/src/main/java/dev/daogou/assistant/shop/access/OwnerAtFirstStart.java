package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.StaffId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a new installation its owner: the one named by {@code DAOGOU_OWNER_EMAIL}, {@code _PASSWORD} and {@code _TOKEN}, or
 * one made up and shown once on the console.
 */
@Component
class OwnerAtFirstStart implements SmartInitializingSingleton {

    private final OwnerSettings settings;
    private final Staff staff;
    private final PasswordEncoder passwords;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    OwnerAtFirstStart(OwnerSettings settings, Staff staff, PasswordEncoder passwords, TransactionTemplate transaction) {
        this.settings = settings;
        this.staff = staff;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    /** What may be set beforehand; what is absent is made up. */
    @ConfigurationProperties("daogou.owner")
    record OwnerSettings(
            @Nullable String email,
            @Nullable String password,
            @Nullable String token) {}

    @Override
    public void afterSingletonsInstantiated() {
        if (!staff.isEmpty()) {
            return;
        }
        String email = orMadeUp(settings.email(), () -> "owner@daogou.local");
        String password = orMadeUp(settings.password(), () -> madeUp(12));
        String token = orMadeUp(settings.token(), () -> "dgo_" + madeUp(24));
        String passwordHash = Objects.requireNonNull(passwords.encode(password));
        Boolean added = transaction.execute(status -> {
            StaffId id = new StaffId(UUID.randomUUID());
            if (!staff.add(id, email, email.substring(0, nameEnds(email)), passwordHash, true)) {
                return false;
            }
            staff.addToken(id, token, "first start");
            return true;
        });
        if (Boolean.TRUE.equals(added)) {
            show(
                    email,
                    password.equals(settings.password()) ? null : password,
                    token.equals(settings.token()) ? null : token);
        }
    }

    /** To the console itself: a log may be kept and read by others. */
    @SuppressWarnings("SystemOut")
    private static void show(String email, @Nullable String password, @Nullable String token) {
        if (password == null && token == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("The owner of this installation / 店主账号");
        lines.add("");
        lines.add("  sign in at /console and /desk   " + email);
        if (password != null) {
            lines.add("  password                        " + password);
        }
        if (token != null) {
            lines.add("  API token                       " + token);
        }
        lines.add("");
        lines.add("Shown this once and kept nowhere in the clear. Write it down.");
        String edge = "=".repeat(90);
        StringBuilder box =
                new StringBuilder(System.lineSeparator()).append(edge).append(System.lineSeparator());
        lines.forEach(line -> box.append("  ").append(line).append(System.lineSeparator()));
        System.out.println(box.append(edge).append(System.lineSeparator()));
    }

    private String madeUp(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static int nameEnds(String email) {
        int at = email.indexOf('@');
        return at > 0 ? at : email.length();
    }

    private static String orMadeUp(@Nullable String setting, Supplier<String> madeUp) {
        return setting == null || setting.isBlank() ? madeUp.get() : setting;
    }
}
