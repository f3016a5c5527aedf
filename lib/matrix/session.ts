/** The name of the session that every question is asked for. */
export const SESSION = "ecr-access";

/** Principals with every session of a role taken for the one that is asked about. */
export function anySession(principals: unknown): unknown {
  if (typeof principals === "string") return principals.replace(/(:assumed-role\/[^/]+\/).*/, `$1${SESSION}`);
  if (Array.isArray(principals)) return principals.map(anySession);
  if (typeof principals !== "object" || principals === null) return principals;
  return Object.fromEntries(Object.entries(principals).map(([type, value]) => [type, anySession(value)]));
}
