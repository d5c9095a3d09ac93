package dev.daogou.assistant.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnderstandTest {

    @Test
    void several_questions_of_one_message_are_told_apart() {
        assertThat(Understand.questions("充绒量多少，零下多少度能穿，有现货吗，什么时候发货？"))
                .containsExactly("充绒量多少", "零下多少度能穿", "有现货吗", "什么时候发货？");
    }

    @Test
    void what_asks_nothing_belongs_to_the_question_after_it() {
        assertThat(Understand.questions("这件风衣，我1米65，50公斤，穿M码会大吗？")).hasSize(1);
    }

    @Test
    void sentences_are_told_apart_in_english_too() {
        assertThat(Understand.questions("Is it waterproof? When does it ship?")).hasSize(2);
    }

    @Test
    void asking_whether_there_is_still_stock_is_not_cut_in_two() {
        assertThat(Understand.questions("吸力多大，还有货不？")).containsExactly("吸力多大", "还有货不？");
    }

    @Test
    void a_message_without_a_question_is_one() {
        assertThat(Understand.questions("黑色M码")).containsExactly("黑色M码");
    }
}
