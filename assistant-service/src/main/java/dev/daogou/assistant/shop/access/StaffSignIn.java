package dev.daogou.assistant.shop.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.shop.access.Staff.Credentials;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Signs staff in by e-mail address and password; after ten wrong passwords the address waits ten minutes. */
@Component
class StaffSignIn implements AuthenticationProvider {

    private static final int WRONG_PASSWORDS_ALLOWED = 10;

    private final Staff staff;
    private final PasswordEncoder passwords;
    private final String nobodysHash;

    private final Cache<String, AtomicInteger> wrongPasswords = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    StaffSignIn(Staff staff, PasswordEncoder passwords) {
        this.staff = staff;
        this.passwords = passwords;
        this.nobodysHash = Objects.requireNonNull(passwords.encode("nobody"));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String password =
                attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
        AtomicInteger wrong = wrongPasswords.get(email, address -> new AtomicInteger());
        if (wrong.get() >= WRONG_PASSWORDS_ALLOWED) {
            throw new LockedException("Too many wrong passwords; try again in ten minutes");
        }
        Optional<Credentials> found = staff.credentials(email);
        // Always one comparison, so that the time taken does not tell which addresses are known.
        boolean matches =
                passwords.matches(password, found.map(Credentials::passwordHash).orElse(nobodysHash));
        if (found.isEmpty() || !matches) {
            wrong.incrementAndGet();
            throw new BadCredentialsException("The e-mail address or the password is wrong");
        }
        wrongPasswords.invalidate(email);
        return SignedIn.as(found.get().member(), Staff.roles(found.get().member()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
