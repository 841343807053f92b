using System.Net;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Soc.Gateway.Ingest.Syslog;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Syslog;

public sealed class SyslogClientMapTests
{
    private const string Fingerprint = "0011223344556677889900112233445566778899001122334455667788990011";

    [Theory]
    [InlineData("203.0.113.9", "narrow")]
    [InlineData("::ffff:203.0.113.9", "narrow")]
    [InlineData("203.0.113.10", "wide")]
    [InlineData("2001:db8::1", "host6")]
    [InlineData("2001:db8:7::1", "net6")]
    [InlineData("2001:db9::1", "listener")]
    [InlineData("198.51.100.1", "listener")]
    [InlineData("192.0.2.5", "mapped")]
    public void Addresses_of_both_families_come_from_the_configuration(string sender, string client)
    {
        // As environment variables or a file give it: no colon is part of a key.
        var map = Bind(
            ("Senders:0:Address", "203.0.113.0/24"), ("Senders:0:Client", "wide"),
            ("Senders:1:Address", "203.0.113.9"), ("Senders:1:Client", "narrow"),
            ("Senders:2:Address", "2001:db8::/32"), ("Senders:2:Client", "net6"),
            ("Senders:3:Address", "2001:DB8:0::1"), ("Senders:3:Client", "host6"),
            ("Senders:4:Address", "::ffff:192.0.2.5"), ("Senders:4:Client", "mapped"),
            ("Client", "listener"));
        map.OfAddress(IPAddress.Parse(sender)).ShouldBe(client);
    }

    [Fact]
    public void A_fingerprint_may_have_colons()
    {
        var written = string.Join(':', Fingerprint.Chunk(2).Select(c => new string(c)));
        var map = Bind(("Senders:0:CertificateSha256", written), ("Senders:0:Client", "acme"));
        map.UsesCertificates.ShouldBeTrue();
        map.OfCertificate(Fingerprint).ShouldBe("acme");
        map.OfAddress(IPAddress.Loopback).ShouldBeNull();
    }

    [Theory]
    [InlineData("Address", "203.0.113.300", "neither an address nor a network")]
    [InlineData("Address", "2001:db8::/129", "neither an address nor a network")]
    [InlineData("CertificateSha256", "AB:CD", "64 hexadecimal digits")]
    [InlineData("Other", "x", "either Address or CertificateSha256")]
    public void What_makes_no_sense_is_told(string key, string value, string why) =>
        Should.Throw<InvalidOperationException>(() => Bind(("Senders:0:" + key, value), ("Senders:0:Client", "acme"))).Message.ShouldContain(why);

    [Fact]
    public void A_sender_without_a_client_or_named_twice_is_told()
    {
        Should.Throw<InvalidOperationException>(() => Bind(("Senders:0:Address", "203.0.113.9"))).Message.ShouldContain("has no Client");
        Should.Throw<InvalidOperationException>(() => Bind(
            ("Senders:0:Address", "203.0.113.9"), ("Senders:0:Client", "a"), ("Senders:1:Address", "203.0.113.9/32"), ("Senders:1:Client", "b"))).Message.ShouldContain("another entry");
    }

    private static SyslogClientMap Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
        return new SyslogClientMap(configuration.Get<SyslogListenerOptions>() ?? new SyslogListenerOptions());
    }
}
