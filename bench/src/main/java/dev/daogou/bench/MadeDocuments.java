package dev.daogou.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Markdown documents as a shop writes them, as many as are wanted, no two alike: headings, paragraphs, steps, tables of sizes
 * or faults, questions and answers. The same seed makes the same documents.
 */
final class MadeDocuments {

    /** A document and what it is to be called. */
    record Made(String fileName, String markdown) {}

    private static final List<String> THINGS = List.of(
            "双人帐篷", "羽绒睡袋", "折叠钓椅", "扫地机器人", "空气炸锅", "实木书桌", "通勤双肩包", "硅胶婴儿勺", "陶瓷咖啡杯", "防晒皮肤衣", "电动牙刷", "记忆棉枕头");
    private static final List<String> PARTS =
            List.of("外层面料", "主承力杆", "拉链滑头", "底部胶条", "滤网组件", "充电底座", "肩带缝线", "刻度面板", "内胆涂层", "密封圈", "控制旋钮", "收纳袋");
    private static final List<String> QUALITIES =
            List.of("耐磨", "防泼水", "不易变形", "可单手拆装", "受热均匀", "贴合手掌", "不沾异味", "静音", "可机洗", "经得住反复弯折", "抗紫外线", "轻");
    private static final List<String> DEEDS = List.of(
            "先用清水冲去浮尘",
            "平放在阴凉处晾干",
            "每三个月上一次润滑油",
            "拧紧四角的螺丝",
            "长按电源键五秒",
            "把余水倒净再收起",
            "对照标签确认批次",
            "用软布蘸中性洗涤剂擦拭",
            "避开明火和尖锐物",
            "松开束带后再展开");
    private static final List<String> WHY = List.of(
            "这样下次使用时不会有水渍",
            "否则接缝处容易起皱",
            "仓库抽检时也按这个步骤做",
            "客服接到的反馈里多数与此有关",
            "低温环境下尤其要注意",
            "这是保修判定的依据之一",
            "新手常常忽略这一步",
            "两个人配合会更省力");

    private final Random random;
    private final int number;

    private MadeDocuments(long seed, int number) {
        this.random = new Random(seed * 1_000_003 + number);
        this.number = number;
    }

    /** @param sections how many sections each has; a section makes about three passages */
    static List<Made> of(long seed, int documents, int sections) {
        List<Made> made = new ArrayList<>();
        for (int number = 0; number < documents; number++) {
            made.add(new MadeDocuments(seed, number).document(sections));
        }
        return made;
    }

    private Made document(int sections) {
        String thing = one(THINGS) + " " + (char) ('A' + random.nextInt(26)) + "K-" + (1000 + number);
        StringBuilder text = new StringBuilder("# " + thing + "\n\n" + sentences(3) + "\n");
        for (int i = 0; i < sections; i++) {
            text.append("\n## ")
                    .append(one(PARTS))
                    .append("与")
                    .append(one(PARTS))
                    .append("\n\n");
            switch (random.nextInt(4)) {
                case 0 -> table(text);
                case 1 -> steps(text);
                case 2 -> question(text);
                default -> text.append(sentences(4)).append("\n\n").append(sentences(5));
            }
            text.append("\n\n").append(sentences(5)).append('\n');
        }
        return new Made("guide-" + number + ".md", text.toString());
    }

    private void table(StringBuilder text) {
        text.append("| 型号 | 说明 | 单价 |\n|---|---|---|\n");
        for (int i = 0; i < 6; i++) {
            text.append("| K%d | %s，%s | %d |%n"
                    .formatted(random.nextInt(100_000), one(PARTS), sentence(), 20 + random.nextInt(900)));
        }
    }

    private void steps(StringBuilder text) {
        for (int i = 1; i <= 5; i++) {
            text.append(i)
                    .append(". ")
                    .append(one(DEEDS))
                    .append("，")
                    .append(one(WHY))
                    .append("。\n");
        }
    }

    private void question(StringBuilder text) {
        text.append("问：").append(one(PARTS)).append("坏了能单独换吗？\n\n答：").append(sentences(3));
    }

    private String sentences(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(sentence());
        }
        return text.toString();
    }

    private String sentence() {
        return one(PARTS) + "选用第" + (1 + random.nextInt(40)) + "代材料，" + one(QUALITIES) + "，也" + one(QUALITIES) + "；实测"
                + random.nextInt(5000) + "次后" + one(PARTS) + "仍然" + one(QUALITIES) + "，" + one(DEEDS) + "，" + one(WHY)
                + "。";
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
