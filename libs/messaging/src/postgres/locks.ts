/**
 * First halves of our advisory locks' two-part keys, held by the connection of a member.
 * They live and die with the connection, so a killed process is gone for the others the moment its socket closes.
 */
export const PARTITION_LOCK = 1128616505;
/** Shared by all members that read a topic for a group; counting its holders counts the members. */
export const MEMBER_LOCK = 1128616506;
export const SWEEP_LOCK = 1128616507;
/** Held by the one replica of a service that brings its outbox to Kafka. */
export const RELAY_LOCK = 1128616508;
