/**
 * A tag that `Intl` takes. A browser may call its language "C" or "en_US.UTF-8", as the system
 * around it does, and every `Intl` throws at such a tag.
 * @param {string | undefined} tag @param {string} [otherwise] where the tag says nothing
 */
export function usable(tag, otherwise = "en-GB") {
  try {
    return Intl.getCanonicalLocales((tag ?? "").replace(/[.@].*/, "").replaceAll("_", "-"))[0] ?? otherwise;
  } catch {
    return otherwise;
  }
}
