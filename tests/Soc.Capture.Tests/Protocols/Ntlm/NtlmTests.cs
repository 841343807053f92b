using System.Text;
using Shouldly;
using Soc.Capture.Protocols.Ntlm;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Ntlm;

public sealed class NtlmTests
{
    /// <summary>
    /// Of a capture with DCE-RPC, whose parser is not needed to find the messages. Differences: the server's packet comes first in the
    /// capture, so that originator and responder are changed over to Zeek's; and the third message follows the challenge, with a user, a
    /// host and a domain that Zeek's row does not have.
    /// </summary>
    [Fact]
    public void EveryMessage_IsAsZeekHasIt()
    {
        var ours = new List<string>();
        foreach (var flow in Conversation.Read(Corpus.PathOf("zeek/dce-rpc/dce_rpc_ntlm.pcapng")))
        {
            var dialogue = new NtlmDialogue();
            foreach (var (_, data, atNs) in flow.Pieces)
            {
                dialogue.Read(data, atNs);
            }

            if (dialogue.Take(null) is { } ntlm)
            {
                (ntlm.DomainName, ntlm.UserName, ntlm.HostName, ntlm.IsVersion1).ShouldBe(("BLACKCLOVER", "Administrator", "CBTH-WS-1", false));
                ours.Add($"{flow.ResponderPort} {ntlm.ServerNetbiosName} {ntlm.ServerDnsName} {ntlm.ServerTreeName}");
            }
        }

        ours.ShouldBe(ZeekLog.Read("zeek/expected/scripts.base.protocols.dce-rpc.dce_rpc_ntlm/ntlm.log").Select(r =>
            $"{r["id.orig_p"]} {r["server_nb_computer_name"]} {r["server_dns_computer_name"]} {r["server_tree_name"]}"));
    }

    [Fact]
    public void Authenticate_NamesTheUser()
    {
        var dialogue = new NtlmDialogue();
        dialogue.Read(Authenticate("DOM", "us\ner", "PC", 24), 5).ShouldBe(NtlmMessageKind.Authenticate);
        var ntlm = dialogue.Take(true).ShouldNotBeNull();
        (ntlm.AtNs, ntlm.DomainName, ntlm.UserName, ntlm.HostName, ntlm.IsVersion1, ntlm.IsAnonymous, ntlm.IsSuccess)
            .ShouldBe((5, "DOM", @"us\x0a\x00er", "PC", true, false, true));
        dialogue.Take(null).ShouldBeNull();
    }

    /// <summary>Seeded: fields that point anywhere.</summary>
    [Fact]
    public void AnyBytes_AreSurvived()
    {
        var named = 0;
        for (var seed = 1; seed <= 5000; seed++)
        {
            var random = new Random(seed);
            var message = Authenticate("DOMAIN", "user", "HOST", random.Next(100));
            message[11] = (byte)random.Next(1, 4);
            for (var changes = random.Next(8); changes > 0; changes--)
            {
                message[random.Next(11, message.Length)] = (byte)random.Next(256);
            }

            var dialogue = new NtlmDialogue();
            dialogue.Read(message.AsSpan(0, random.Next(message.Length + 1)), 1);
            var ntlm = dialogue.Take(null);
            named += ntlm is { UserName: "user" } ? 1 : 0;
            (ntlm?.UserName.Length ?? 0).ShouldBeLessThanOrEqualTo(NtlmDialogue.MaxNameChars);
        }

        named.ShouldBeGreaterThan(40);
    }

    /// <summary>Three bytes before it, as of what it may be wrapped in; the kind is at 11.</summary>
    private static byte[] Authenticate(string domain, string user, string host, int answerBytes)
    {
        var fields = new List<byte>();
        var payload = new List<byte>();
        foreach (var part in new[] { [], new byte[answerBytes], Encoding.Unicode.GetBytes(domain), Encoding.Unicode.GetBytes(user), Encoding.Unicode.GetBytes(host), [] })
        {
            fields.AddRange([(byte)part.Length, 0, (byte)part.Length, 0, .. BitConverter.GetBytes(64 + payload.Count)]);
            payload.AddRange(part);
        }

        return [0x60, 1, 2, .. "NTLMSSP\0"u8, 3, 0, 0, 0, .. fields, 1, 0, 0, 0, .. payload];
    }
}
