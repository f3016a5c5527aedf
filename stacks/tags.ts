/** Tags as Terraform takes them: none at all rather than an empty block. */
export function tagsOf({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  return Object.keys(tags).length ? { ...tags } : undefined;
}
