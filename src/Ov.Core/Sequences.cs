namespace Ov;

/// <summary>
/// Stands in for LINQ's own <c>Select</c> in every namespace of this product. LINQ's calls a generic virtual method on its iterators, and
/// ahead-of-time compilation then makes code and types for each pair of element types that could ever meet: a third of the program, and its
/// start-up pays for the static fields of each of them.
/// </summary>
public static class Sequences
{
    /// <summary>Each element in another form, one at a time and only when asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
        {
            yield return selector(item);
        }
    }
}
