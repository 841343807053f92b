namespace Soc.Capture.Protocols.Ssh;

/// <summary>SSH over TCP, on whatever port: both sides begin with the same mark (RFC 4253 section 4.2).</summary>
public sealed class SshProtocol : IStreamProtocol
{
    public string Name => "ssh";

    /// <summary>Lines that a server may send before its mark are not recognised; they are passed over when the client was heard first.</summary>
    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        var mark = SshBanner.Mark;
        var known = Math.Min(data.Length, mark.Length);
        return !data[..known].SequenceEqual(mark[..known]) ? Recognition.No
            : known < mark.Length ? Recognition.Unsure
            : Recognition.Yes;
    }

    public StreamParser Begin() => new SshParser();
}
