using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Kerberos;

public sealed class KerberosCorpusTests
{
    /// <summary>
    /// Differences to Zeek's log: it leaves out answers that only ask for pre-authentication (error 25), and it has the subjects of PKINIT
    /// certificates. Its message of an error is the server's own text. Of the two anonymous clients it has the request's realm; ours is the
    /// one that the answer gives them.
    /// </summary>
    [Fact]
    public void EveryExchange_IsAsZeekHasIt()
    {
        var ours = Exchanges().Where(e => e.Exchange.ErrorCode != 25).Select(e => string.Join(
            ' ',
            e.Port,
            e.Exchange.RequestType == KerberosRequestType.TicketGranting ? "TGS" : "AS",
            $"{e.Exchange.Client}/{(e.Exchange is { Client: "WELLKNOWN/ANONYMOUS", Realm: "WELLKNOWN:ANONYMOUS" } ? "VLADG.NET" : e.Exchange.Realm)}",
            e.Exchange.Service,
            e.Exchange.IsSuccess == true ? "T" : "F",
            e.Exchange.ErrorText,
            Seconds(e.Exchange.FromNs),
            Seconds(e.Exchange.TillNs),
            e.Exchange.TicketEncryption,
            e.Exchange.IsForwardable ? "T" : "F",
            e.Exchange.IsRenewable ? "T" : "F"));
        ours.ShouldBe(
            ZeekLog.Read("zeek/expected/scripts.base.protocols.krb.kinit/kerberos.log").Select(r => string.Join(
                ' ', r["id.orig_p"], r["request_type"], r["client"], r["service"], r["success"], r["error_msg"], r["from"], r["till"], r["cipher"], r["forwardable"], r["renewable"])),
            ignoreOrder: true);
    }

    /// <summary>The same capture has both: first without proof, then with it.</summary>
    [Fact]
    public void Preauthentication_IsTold()
    {
        var all = Exchanges().Select(e => e.Exchange).ToList();
        all.ShouldContain(e => e.ErrorName == "KDC_ERR_PREAUTH_REQUIRED" && !e.HasPreauthentication);
        // The server's text is PREAUTH_FAILED; its code says the same in another way.
        all.ShouldContain(e => e.ErrorName == "KRB_AP_ERR_BAD_INTEGRITY" && e.ErrorText == "PREAUTH_FAILED" && e.HasPreauthentication);
        all.Where(e => e.RequestType == KerberosRequestType.AuthenticationService).ShouldAllBe(e => e.OfferedEncryptionTypes.Contains(18));
    }

    /// <summary>A ticket in the session setup of SMB 1, whose parser is not needed to find it. Zeek writes the realm as the client's.</summary>
    [Fact]
    public void TicketInSmb_IsAsZeekHasIt() => Conversation.Read(Corpus.PathOf("zeek/krb/smb_gssapi.pcap"))
        .SelectMany(f => f.Pieces).Select(p => KerberosTicket.Find(p.Data)).OfType<KerberosTicket>().Select(t => $"/{t.Realm} {t.Service} {t.Encryption}")
        .ShouldBe(ZeekLog.Read("zeek/expected/scripts.base.protocols.krb.smb_gssapi/kerberos.log").Select(r => $"{r["client"]} {r["service"]} {r["cipher"]}"));

    internal static List<(ushort Port, KerberosExchange Exchange)> Exchanges()
    {
        var all = new List<(ushort, KerberosExchange)>();
        foreach (var flow in Flows())
        {
            var records = flow.Protocol == IpProtocol.Udp
                ? flow.Through(new KerberosDatagramProtocol().Begin())
                : flow.Through(new KerberosStreamProtocol().Begin());
            all.AddRange(records.Cast<KerberosExchange>().Select(e => (flow.OriginatorPort, e)));
        }

        return all;
    }

    internal static IEnumerable<Conversation> Flows() => Conversation.Read(Corpus.PathOf("zeek/krb/kinit.pcap")).Where(f => f.Pieces.Count > 0 && (f.Protocol == IpProtocol.Udp
        ? new KerberosDatagramProtocol().Recognises(f.Pieces[0].Side, f.Pieces[0].Data, f.OriginatorPort, f.ResponderPort)
        : new KerberosStreamProtocol().Recognise(f.Pieces[0].Side, f.Pieces[0].Data) == Recognition.Yes));

    private static string Seconds(long ns) => ns == 0 ? "" : (ns / 1_000_000_000).ToString(CultureInfo.InvariantCulture) + ".000000";
}
