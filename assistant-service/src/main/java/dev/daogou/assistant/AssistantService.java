package dev.daogou.assistant;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Daogou, the shop's assistant: one application with a door for shoppers, merchants and agents. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AssistantService {

    public static void main(String[] arguments) {
        SpringApplication.run(AssistantService.class, arguments);
    }
}
