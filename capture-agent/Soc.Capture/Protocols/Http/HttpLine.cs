namespace Soc.Capture.Protocols.Http;

/// <summary>Lines of a side; one that is too long is shown as far as it is looked at, and its rest is passed over.</summary>
internal static class HttpLine
{
    /// <param name="line">Without its end.</param>
    /// <param name="isCut">The line goes on beyond what is shown.</param>
    /// <param name="isSkipped">It was the rest of a line that was shown before.</param>
    /// <returns>Bytes used; 0 when the line is not whole yet.</returns>
    public static int TryTake(ReadOnlySpan<byte> data, HttpSide state, out ReadOnlySpan<byte> line, out bool isCut, out bool isSkipped)
    {
        line = default;
        isCut = isSkipped = false;
        if (state.IsInLongLine)
        {
            var rest = data.IndexOf((byte)'\n');
            (isSkipped, state.IsInLongLine) = (true, rest < 0);
            return rest < 0 ? data.Length : rest + 1;
        }

        var end = data[..Math.Min(data.Length, HttpLimits.MaxLineBytes)].IndexOf((byte)'\n');
        if (end >= 0)
        {
            line = data[..end];
            line = line is [.., (byte)'\r'] ? line[..^1] : line;
            return end + 1;
        }

        if (data.Length < HttpLimits.MaxLineBytes)
        {
            return 0;
        }

        line = data[..HttpLimits.MaxLineBytes];
        (isCut, state.IsInLongLine) = (true, true);
        return HttpLimits.MaxLineBytes;
    }
}
