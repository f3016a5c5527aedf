/** What each access level may do: every level includes the one before. */
export type AccessLevel = "list" | "pull" | "push" | "admin";
