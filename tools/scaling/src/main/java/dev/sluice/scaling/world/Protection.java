package dev.sluice.scaling.world;

/**
 * When a worker protects itself from scale-in, as sluice.consumer.scale-in-protection.* says.
 *
 * @param jobAge how long a job must have been in work before it counts, in seconds
 * @param coolDown how long there must have been no such job before the protection is lifted, in seconds
 */
public record Protection(int jobAge, int coolDown) {

    public static final Protection NONE = new Protection(Integer.MAX_VALUE, 0);
    public static final Protection OF_ANY_JOB = new Protection(0, 60);
    public static final Protection USUAL = new Protection(5, 60);
}
