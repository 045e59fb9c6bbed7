using System.Text;

namespace Ov.Core.Shells;

/// <summary>One word as typed at a prompt, perhaps with a quote still open.</summary>
public static class ShellWord
{
    /// <summary>The word without its quotes and escapes.</summary>
    public static string Bare(string typed)
    {
        var bare = new StringBuilder(typed.Length);
        var quote = '\0';
        for (var i = 0; i < typed.Length; i++)
        {
            switch (typed[i])
            {
                case '\'' or '"' when quote == '\0':
                    quote = typed[i];
                    break;
                case var letter when quote != '\0' && letter == quote:
                    quote = '\0';
                    break;
                case '\\' when quote != '\'':
                    if (++i < typed.Length)
                    {
                        bare.Append(typed[i]);
                    }

                    break;
                default:
                    bare.Append(typed[i]);
                    break;
            }
        }

        return bare.ToString();
    }
}
