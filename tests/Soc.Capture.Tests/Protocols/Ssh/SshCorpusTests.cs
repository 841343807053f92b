using System.Globalization;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Ssh;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Ssh;

/// <summary>What Zeek reads in its captures. Not read here: whether and how often somebody signed in (Zeek guesses by lengths), and the server's key.</summary>
public sealed class SshCorpusTests
{
    [Theory]
    [InlineData("zeek/ssh/ssh.pcap", "scripts.base.protocols.ssh.basic", 22)]
    [InlineData("zeek/ssh/ssh.client-side-half-duplex.pcap", "scripts.base.protocols.ssh.half-duplex-client", 20)]
    [InlineData("zeek/tunnels/gre-sample.pcap", "core.tunnels.gre", 1)]
    public void Connections_are_as_in_ssh_log(string capture, string expected, int count)
    {
        var rows = ZeekLog.Read($"zeek/expected/{expected}/ssh.log").ToDictionary(r => r["id.orig_p"], StringComparer.Ordinal);
        var read = Conversation.Read(Corpus.PathOf(capture))
            .Where(f => f.Pieces.Count > 0 && new SshProtocol().Recognise(f.Pieces[0].Side, f.Pieces[0].Data) == Recognition.Yes)
            .Select(f => (Port: f.OriginatorPort.ToString(CultureInfo.InvariantCulture), Ssh: f.Through(new SshProtocol().Begin()).ShouldHaveSingleItem().ShouldBeOfType<SshConnection>()))
            .ToList();
        read.Count.ShouldBe(count);
        rows.Count.ShouldBe(count);
        foreach (var (port, ssh) in read)
        {
            var row = rows[port];
            (ssh.Version?.ToString(CultureInfo.InvariantCulture) ?? "").ShouldBe(row["version"], port);
            (ssh.Client?.Text ?? "").ShouldBe(row["client"]);
            (ssh.Server?.Text ?? "").ShouldBe(row["server"]);
            (ssh.KeyExchange ?? "").ShouldBe(row["kex_alg"]);
            (ssh.HostKey ?? "").ShouldBe(row["host_key_alg"]);
            Both(ssh.CipherToServer, ssh.CipherToClient).ShouldBe(row["cipher_alg"]);
            Both(ssh.MacToServer, ssh.MacToClient).ShouldBe(row["mac_alg"]);
            Both(ssh.CompressionToServer, ssh.CompressionToClient).ShouldBe(row["compression_alg"]);
        }
    }

    /// <summary>Zeek has one field for both directions; in these captures they are alike.</summary>
    private static string Both(string? toServer, string? toClient)
    {
        toClient.ShouldBe(toServer);
        return toServer ?? "";
    }
}
