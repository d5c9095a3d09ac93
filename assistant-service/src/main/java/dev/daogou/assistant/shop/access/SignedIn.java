package dev.daogou.assistant.shop.access;

import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Makes Spring Security's word for "this is who calls". */
final class SignedIn {

    private SignedIn() {}

    static Authentication as(Object principal, Set<String> roles) {
        return UsernamePasswordAuthenticationToken.authenticated(
                principal,
                null,
                roles.stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList());
    }
}
