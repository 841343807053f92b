using System.Collections.Concurrent;

namespace Soc.Detection.SignIns;

/// <summary>The texts behind <see cref="PooledName"/>, one table for the process. Names are added and never leave.</summary>
internal static class NamePool
{
    private const int FirstSize = 1024;

    private static readonly ConcurrentDictionary<string, int> Indices = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    // Slot 0 is no name.
    private static string?[] s_texts = new string?[FirstSize];
    private static int s_count = 1;

    /// <returns>0 when there is no room.</returns>
    public static int IndexOf(string text) => Indices.TryGetValue(text, out var index) ? index : Add(text);

    public static string? TextOf(int index) => Volatile.Read(ref s_texts)[index];

    private static int Add(string text)
    {
        lock (Gate)
        {
            if (Indices.TryGetValue(text, out var known))
            {
                return known;
            }

            if (s_count > PooledName.MaxNames)
            {
                return 0;
            }

            if (s_count == s_texts.Length)
            {
                var larger = new string?[s_texts.Length * 2];
                s_texts.CopyTo(larger, 0);
                Volatile.Write(ref s_texts, larger);
            }

            // The text first: whoever finds the index reads it without the gate.
            s_texts[s_count] = text;
            Indices[text] = s_count;
            return s_count++;
        }
    }
}
