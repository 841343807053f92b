using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Smb;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Smb;

public sealed class SmbCorpusTests
{
    [Fact]
    public void EveryTree_IsAsZeekHasIt() => Read("zeek/smb/smb2.pcap").OfType<SmbTree>().Select(t => $"{t.Path} {t.ShareType.ToString().ToUpperInvariant()}").ShouldBe(
        ZeekLog.Read("zeek/expected/scripts.base.protocols.smb.smb2/smb_mapping.log").Select(r => $"{Unescaped(r["path"])} {r["share_type"]}"));

    /// <summary>
    /// Zeek tells every action once more with the file's times; we tell every opening once, at its end. So its rows of openings, in any
    /// order, are our openings that succeeded, without those of pipes. Its times went through a floating-point number and are up to 2 µs
    /// off: 129676762954270355 in units of 100 ns is …695.4270355, not .427034.
    /// </summary>
    [Theory]
    [InlineData("zeek/smb/smb2.pcap", "zeek/expected/scripts.base.protocols.smb.smb2/smb_files.log")]
    [InlineData("zeek/smb/smb2readwrite.pcap", "zeek/expected/scripts.base.protocols.smb.smb2-read-write/smb_files.log")]
    public void EveryFile_IsAsZeekHasIt(string capture, string log)
    {
        var ours = Read(capture).OfType<SmbFile>().Where(f => f.Status == 0 && f.ShareType != SmbShareType.Pipe)
            .Select(f => (Text: $"{f.SharePath} {f.Name} {f.SizeBytes}", Times: new[] { f.ModifiedAtNs, f.AccessedAtNs, f.CreatedAtNs, f.ChangedAtNs }))
            .DistinctBy(f => $"{f.Text} {string.Join(' ', f.Times)}", StringComparer.Ordinal).OrderBy(f => f.Text, StringComparer.Ordinal).ThenBy(f => f.Times[0]).ToList();
        var zeek = ZeekLog.Read(log).Where(r => r["action"] == "SMB::FILE_OPEN")
            .Select(r => (
                Text: $"{Unescaped(r["path"])} {r["name"].Replace("<share_root>", "", StringComparison.Ordinal)} {r["size"]}",
                Times: new[] { Ns(r["times.modified"]), Ns(r["times.accessed"]), Ns(r["times.created"]), Ns(r["times.changed"]) }))
            .OrderBy(f => f.Text, StringComparer.Ordinal).ThenBy(f => f.Times[0]).ToList();
        ours.Select(f => f.Text).ShouldBe(zeek.Select(f => f.Text));
        ours.Zip(zeek).SelectMany(p => p.First.Times.Zip(p.Second.Times)).Select(t => Math.Abs(t.First - t.Second)).Max().ShouldBeLessThanOrEqualTo(2000);
    }

    /// <summary>What Zeek's files.log counts as seen of each file.</summary>
    [Fact]
    public void BytesReadAndWritten_AreCounted()
    {
        var files = Read("zeek/smb/smb2readwrite.pcap").OfType<SmbFile>().ToList();
        files.Where(f => f.Name == "pythonfile").Sum(f => f.ReadBytes).ShouldBe(16);
        files.Where(f => f.Name == "pythonfile2").Sum(f => f.WrittenBytes).ShouldBe(7000);
        Read("zeek/smb/smb2.pcap").OfType<SmbFile>().Where(f => f.Name == "WP_SMBPlugin.pdf").Sum(f => f.WrittenBytes).ShouldBe(1_508_939);
    }

    [Fact]
    public void Session_NamesUserAndDialect()
    {
        var session = Read("zeek/smb/smb2.pcap").OfType<SmbSession>().First();
        (session.User, session.HostName, session.Dialect, session.StatusName).ShouldBe((@"CONTOSO\Administrator", "SERVER01", "2.0.2", "SUCCESS"));
    }

    private static List<ProtocolRecord> Read(string capture) => [.. Conversation.Read(Corpus.PathOf(capture))
        .Where(f => f.Protocol == IpProtocol.Tcp && f.Pieces.Count > 0 && new SmbProtocol().Recognise(f.Pieces[0].Side, f.Pieces[0].Data) == Recognition.Yes)
        .SelectMany(f => f.Through(new SmbProtocol().Begin()))];

    private static string Unescaped(string text) => text.Replace(@"\\", @"\", StringComparison.Ordinal);

    private static long Ns(string seconds) => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1_000_000_000m);
}
