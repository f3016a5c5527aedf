/**
 * The names that resources have within Terraform, made from their AWS names alone: state is kept under them, so they
 * are as fixed as an interface. Two AWS names never make one, and the name of another team or role changes nothing.
 */

/**
 * `team-a/alpine` is `team-a_alpine`. ECR's names have one separator between letters or digits, so its kind is told by
 * the number of underscores: `/` one, `_` two, `.` three, `__` four.
 */
export function repositoryAddress(name: string): string {
  const underscores = name.replace(/[/_.]/g, (separator) => "_".repeat("/_.".indexOf(separator) + 1));
  return /^\d/.test(underscores) ? `_${underscores}` : underscores;
}

/**
 * `ecr_access_teama_role` is itself. What Terraform's names can't hold (`+=,.@`, a first digit or hyphen) is written
 * `_x2e_`, and so is an underscore that would read as the beginning of such a sign, or as JavaScript's `__proto__`.
 */
export function iamAddress(name: string): string {
  return name.replace(
    /[^A-Za-z0-9_-]|^[0-9-]|_(?=x[0-9a-f]{2}[^A-Za-z0-9-])|^_(?=_proto__$)/g,
    (character) => `_x${character.charCodeAt(0).toString(16)}_`,
  );
}
