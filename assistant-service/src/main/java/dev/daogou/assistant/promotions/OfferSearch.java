package dev.daogou.assistant.promotions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the best set of coupons for a basket by the rules of the public contract, exactly, by branch and bound.
 *
 * <p>Coupons are decided one after another in the order they apply, taken first and left out second. A branch is cut when
 * even its bound cannot beat the best offer found so far. The bound rests on this: the less a coupon finds in its scope,
 * the less of it remains (each part {@code r} of the basket becomes {@code r * (1 - min(amount, S) / S)} or
 * {@code r * (1 - min(percent, cap / S))}, and both factors fall when {@code S}, what is in scope, falls). So taking more
 * coupons never leaves more, apart from rounding, which {@link Deduction#keepsAtLeast} allows for: applying every undecided
 * coupon, of a stack group the strongest effect on each part, leaves less than any set can.
 */
final class OfferSearch {

    private static final Logger LOG = LoggerFactory.getLogger(OfferSearch.class);

    /** Far beyond what real coupons need; it keeps a basket made to harm from holding the server. */
    private static final int MOST_STEPS = 300_000;

    private static final int MOST_REMEMBERED = 200_000;

    private final List<Deduction> deductions;
    private final BasketLeft basket;
    private final long subtotalMinor;
    private final int groups;

    private OfferSearch(List<Deduction> deductions, BasketLeft basket, int groups) {
        this.deductions = deductions;
        this.basket = basket;
        this.subtotalMinor = basket.totalMinor();
        this.groups = groups;
    }

    /**
     * A search for this basket.
     *
     * @param coupons those the shopper may use now; those the basket does not reach are left out here
     * @param currencyDecimals how many decimals the shop's currency has
     */
    static OfferSearch of(Collection<Coupon> coupons, List<BasketLine> lines, int currencyDecimals) {
        List<Coupon> usable = coupons.stream()
                .filter(coupon -> coupon.kind().lowersTotal())
                .filter(coupon -> coupon.isReachedBy(lines))
                .sorted(Coupon.APPLICATION_ORDER)
                .toList();
        Map<BitSet, Long> values = new HashMap<>();
        for (BasketLine line : lines) {
            BitSet coveredBy = new BitSet();
            for (int i = 0; i < usable.size(); i++) {
                coveredBy.set(i, usable.get(i).scope().covers(line));
            }
            values.merge(coveredBy, line.valueMinor(), Math::addExact);
        }
        List<BitSet> parts = List.copyOf(values.keySet());
        long[] partsMinor =
                parts.stream().mapToLong(part -> values.getOrDefault(part, 0L)).toArray();

        List<String> codes = usable.stream().map(Coupon::code).sorted().toList();
        Map<String, Integer> groups = new TreeMap<>();
        List<Deduction> deductions = new ArrayList<>();
        for (int i = 0; i < usable.size(); i++) {
            Coupon coupon = usable.get(i);
            int group = coupon.stackGroup() == null
                    ? -1
                    : groups.computeIfAbsent(coupon.stackGroup(), name -> groups.size());
            BitSet covered = new BitSet();
            for (int part = 0; part < parts.size(); part++) {
                covered.set(part, parts.get(part).get(i));
            }
            deductions.add(Deduction.of(coupon, currencyDecimals, group, codes.indexOf(coupon.code()), covered));
        }
        return new OfferSearch(List.copyOf(deductions), BasketLeft.whole(partsMinor), groups.size());
    }

    /** The best offer; without coupons when none makes it cheaper. */
    Offer best() {
        Run run = new Run(Set.of());
        run.improveOn(strongestOfEach());
        return run.best();
    }

    /** The best of the offers that do without at least one of these coupons; empty when that leaves none. */
    Optional<Offer> runnerUp(Offer best) {
        Offer found = null;
        List<Offer.Applied> weakestFirst = new ArrayList<>(best.applied());
        weakestFirst.sort((one, other) -> Long.compare(one.savesMinor(), other.savesMinor()));
        for (Offer.Applied without : weakestFirst) {
            Run run = new Run(Set.of(without.coupon().code()));
            BitSet rest = new BitSet();
            for (int i = 0; i < deductions.size(); i++) {
                Coupon coupon = deductions.get(i).coupon();
                rest.set(i, best.uses(coupon) && !coupon.equals(without.coupon()));
            }
            Offer offer = run.bestStarting(rest, found);
            if (found == null || offer.compareTo(found) < 0) {
                found = offer;
            }
        }
        return Optional.ofNullable(found).filter(offer -> !offer.applied().isEmpty());
    }

    /** The best of the offers that do without this coupon. */
    Offer bestWithout(Coupon coupon) {
        Run run = new Run(Set.of(coupon.code()));
        run.improveOn(strongestOfEach());
        return run.best();
    }

    /** Everything that stacks and of each group what takes off most by itself: near to the best, to start from. */
    private BitSet strongestOfEach() {
        int[] strongest = new int[groups];
        Arrays.fill(strongest, -1);
        BitSet chosen = new BitSet();
        for (int i = 0; i < deductions.size(); i++) {
            int group = deductions.get(i).group();
            if (group < 0) {
                chosen.set(i);
            } else if (strongest[group] < 0
                    || basket.discountOf(deductions.get(i)) > basket.discountOf(deductions.get(strongest[group]))) {
                strongest[group] = i;
            }
        }
        Arrays.stream(strongest).forEach(chosen::set);
        return chosen;
    }

    private Offer offer(BitSet chosen) {
        BasketLeft left = basket;
        List<Offer.Applied> applied = new ArrayList<>();
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            Deduction deduction = deductions.get(i);
            long saves = left.discountOf(deduction);
            left = left.after(deduction);
            applied.add(new Offer.Applied(deduction.coupon(), saves));
        }
        return new Offer(subtotalMinor, applied);
    }

    /** One search, without some coupons. */
    private final class Run {

        private final Set<String> without;
        private final BitSet chosen = new BitSet();
        private final BitSet chosenRanks = new BitSet();
        private final boolean[] groupUsed = new boolean[groups];
        private final Map<State, BitSet> seen = new HashMap<>();
        private Offer best = new Offer(subtotalMinor, List.of());
        private BitSet bestRanks = new BitSet();
        private int steps;

        Run(Set<String> without) {
            this.without = new HashSet<>(without);
        }

        Offer best() {
            decide(0, basket);
            if (steps > MOST_STEPS) {
                LOG.warn("A basket with {} coupons was given up after {} steps", deductions.size(), MOST_STEPS);
            }
            return best;
        }

        /** The best found from this start; an offer no better than {@code known} may be given instead of it. */
        Offer bestStarting(BitSet start, @Nullable Offer known) {
            if (known != null) {
                keep(known);
            }
            improveOn(start);
            return best();
        }

        /** Climbs from a set to better ones by leaving out and by swapping within a group. */
        void improveOn(BitSet start) {
            BitSet current = (BitSet) start.clone();
            for (int i = 0; i < deductions.size(); i++) {
                if (isLeftOut(i)) {
                    current.clear(i);
                }
            }
            Offer offer = offer(current);
            boolean better = true;
            for (int pass = 0; better && pass < 3; pass++) {
                better = false;
                for (int i = 0; i < deductions.size(); i++) {
                    BitSet changed = changed(current, i);
                    Offer other = changed == null ? offer : offer(changed);
                    if (changed != null && other.compareTo(offer) < 0) {
                        current = changed;
                        offer = other;
                        better = true;
                    }
                }
            }
            if (offer.compareTo(best) < 0) {
                keep(offer);
            }
        }

        private @Nullable BitSet changed(BitSet current, int i) {
            if (isLeftOut(i)) {
                return null;
            }
            BitSet changed = (BitSet) current.clone();
            if (current.get(i)) {
                changed.clear(i);
                return changed;
            }
            int group = deductions.get(i).group();
            for (int other = 0; group >= 0 && other < deductions.size(); other++) {
                if (deductions.get(other).group() == group) {
                    changed.clear(other);
                }
            }
            changed.set(i);
            return changed;
        }

        private boolean isLeftOut(int i) {
            return without.contains(deductions.get(i).coupon().code());
        }

        private void keep(Offer offer) {
            best = offer;
            bestRanks = new BitSet();
            for (Deduction deduction : deductions) {
                if (offer.uses(deduction.coupon())) {
                    bestRanks.set(deduction.rank());
                }
            }
        }

        private void decide(int i, BasketLeft left) {
            if (steps++ > MOST_STEPS) {
                return;
            }
            if (i == deductions.size()) {
                settle(left);
                return;
            }
            if (cannotBeatTheBest(i, left) || isNoBetterThanSeen(i, left)) {
                return;
            }
            Deduction deduction = deductions.get(i);
            boolean free = deduction.group() < 0 || !groupUsed[deduction.group()];
            // One that takes nothing off leaves everything as it is and only counts as one more.
            if (free && !isLeftOut(i) && left.discountOf(deduction) > 0) {
                take(i, deduction, true);
                decide(i + 1, left.after(deduction));
                take(i, deduction, false);
            }
            decide(i + 1, left);
        }

        private void take(int i, Deduction deduction, boolean taken) {
            chosen.set(i, taken);
            chosenRanks.set(deduction.rank(), taken);
            if (deduction.group() >= 0) {
                groupUsed[deduction.group()] = taken;
            }
        }

        private void settle(BasketLeft left) {
            boolean better = left.totalMinor() < best.totalMinor()
                    || (left.totalMinor() == best.totalMinor() && comesBefore(chosenRanks, bestRanks));
            if (better) {
                best = offer(chosen);
                bestRanks = (BitSet) chosenRanks.clone();
            }
        }

        private boolean cannotBeatTheBest(int i, BasketLeft left) {
            double[] parts = left.approximately();
            double gap = Arrays.stream(parts).sum() - left.totalMinor();
            long lowest = atLeast(Math.max(lowestTogether(i, parts) - gap, left.totalMinor() - mostSingly(i, parts)));
            if (lowest != best.totalMinor()) {
                return lowest > best.totalMinor();
            }
            return cannotWinTheTie(i, parts, gap);
        }

        /** The next whole minor unit that is not below this, give or take the inexactness of doubles. */
        private long atLeast(double minor) {
            return Math.max(0, (long) Math.ceil(minor - 1e-6 - subtotalMinor * 1e-12));
        }

        private boolean mayStillBeTaken(int i) {
            int group = deductions.get(i).group();
            return !isLeftOut(i) && (group < 0 || !groupUsed[group]);
        }

        /** No set of the coupons from {@code i} on leaves less than this together, in minor units. */
        private double lowestTogether(int i, double[] now) {
            double[] left = now.clone();
            double[][] groupKeeps = new double[groups][];
            double clipped = 0;
            for (int j = i; j < deductions.size(); j++) {
                if (!mayStillBeTaken(j)) {
                    continue;
                }
                Deduction deduction = deductions.get(j);
                double[] keeps = null;
                if (deduction.group() >= 0) {
                    keeps = groupKeeps[deduction.group()];
                    if (keeps == null) {
                        keeps = new double[now.length];
                        Arrays.fill(keeps, 1);
                        groupKeeps[deduction.group()] = keeps;
                    }
                }
                double inScope = sum(left, deduction, keeps);
                double share = deduction.keepsAtLeast(inScope);
                clipped += now.length > 1 && deduction.mayTakeAllOf(inScope) ? 0.5 : 0;
                for (int part : deduction.parts()) {
                    if (keeps == null) {
                        left[part] *= share;
                    } else if (share < keeps[part]) {
                        left[part] *= share / keeps[part];
                        keeps[part] = share;
                    }
                }
            }
            return Arrays.stream(left).sum() - clipped;
        }

        /** What is in scope, as if the coupon's own group had not been applied; a part that is gone counts nothing. */
        private static double sum(double[] parts, Deduction deduction, double @Nullable [] groupKeeps) {
            double sum = 0;
            for (int part : deduction.parts()) {
                double keeps = groupKeeps == null ? 1 : groupKeeps[part];
                sum += keeps > 0 ? parts[part] / keeps : 0;
            }
            return sum;
        }

        /** The coupons from {@code i} on take off no more than this, each at its most, one of each group. */
        private double mostSingly(int i, double[] now) {
            double[] ofGroup = new double[groups];
            double most = 0;
            for (int j = i; j < deductions.size(); j++) {
                if (mayStillBeTaken(j)) {
                    Deduction deduction = deductions.get(j);
                    double takes = deduction.takesAtMost(sum(now, deduction, null));
                    if (deduction.group() < 0) {
                        most += takes;
                    } else {
                        ofGroup[deduction.group()] = Math.max(ofGroup[deduction.group()], takes);
                    }
                }
            }
            return most + Arrays.stream(ofGroup).sum();
        }

        /** When the total can only be equalled: whether that takes too many coupons, or codes that come too late. */
        private boolean cannotWinTheTie(int i, double[] parts, double gap) {
            int count = chosen.cardinality();
            int most = best.applied().size() - count;
            int needed = most < 0 ? 0 : neededToEqual(i, parts, gap, most);
            if (needed != most) {
                return needed > most;
            }
            BitSet earliest = (BitSet) chosenRanks.clone();
            BitSet available = new BitSet();
            for (int j = i; j < deductions.size(); j++) {
                available.set(deductions.get(j).rank(), mayStillBeTaken(j));
            }
            int more = needed;
            for (int rank = available.nextSetBit(0); rank >= 0 && more > 0; rank = available.nextSetBit(rank + 1)) {
                earliest.set(rank);
                more--;
            }
            return !comesBefore(earliest, bestRanks);
        }

        /**
         * At least so many of the coupons from {@code i} on are needed to come down to the best total; {@code most + 1} when
         * more than {@code most}. Kept for every count is the least that so many coupons leave of each part.
         */
        private int neededToEqual(int i, double[] now, double gap, int most) {
            double[][] left = new double[most + 1][];
            double[] clipped = new double[most + 1];
            left[0] = now;
            for (int j = i; j < deductions.size(); j++) {
                if (!mayStillBeTaken(j)) {
                    continue;
                }
                Deduction deduction = deductions.get(j);
                for (int count = most; count > 0; count--) {
                    double[] before = left[count - 1];
                    if (before != null) {
                        double inScope = sum(before, deduction, null);
                        double share = deduction.keepsAtLeast(inScope);
                        double[] after = left[count] == null ? before.clone() : left[count];
                        for (int part : deduction.parts()) {
                            after[part] = Math.min(after[part], before[part] * share);
                        }
                        for (int part = 0; part < after.length; part++) {
                            after[part] = Math.min(after[part], before[part]);
                        }
                        left[count] = after;
                        clipped[count] = now.length > 1 ? 0.5 * count : 0;
                    }
                }
            }
            for (int count = 0; count <= most; count++) {
                double[] least = left[count];
                if (least != null && atLeast(Arrays.stream(least).sum() - clipped[count] - gap) <= best.totalMinor()) {
                    return count;
                }
            }
            return most + 1;
        }

        /** Where the search stands: what is decided next, what is left, which groups are used that still matter. */
        private record State(int next, BasketLeft left, BitSet groupsUsed) {}

        /** The same basket was left by other coupons, no more of them and none that come later. */
        private boolean isNoBetterThanSeen(int i, BasketLeft left) {
            BitSet groupsUsed = new BitSet();
            for (int j = i; j < deductions.size(); j++) {
                int group = deductions.get(j).group();
                if (group >= 0 && groupUsed[group]) {
                    groupsUsed.set(group);
                }
            }
            State state = new State(i, left, groupsUsed);
            BitSet before = seen.get(state);
            if (before != null && !comesBefore(chosenRanks, before)) {
                return true;
            }
            if (before != null || seen.size() < MOST_REMEMBERED) {
                seen.put(state, (BitSet) chosenRanks.clone());
            }
            return false;
        }
    }

    /** Whether of two sets of places among the codes the first wins a tie: fewer, else those that come first. */
    private static boolean comesBefore(BitSet ranks, BitSet others) {
        int order = Integer.compare(ranks.cardinality(), others.cardinality());
        if (order != 0) {
            return order < 0;
        }
        BitSet different = (BitSet) ranks.clone();
        different.xor(others);
        int first = different.nextSetBit(0);
        return first >= 0 && ranks.get(first);
    }
}
