using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Soc.CaptureAgent.Enrolment;
using Soc.SensorProtocol;
using Xunit;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>A gateway of which every answer is the test's, by the clock of the test.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private const int HeadBytes = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _host;
    private readonly TestAuthority _authority;
    private readonly X509Certificate2 _server;
    private readonly TimeProvider _time;
    private readonly Channel<FromSensor> _heard = Channel.CreateUnbounded<FromSensor>();
    private readonly Channel<string> _connected = Channel.CreateUnbounded<string>();
    private int _renewals;
    private bool _endsConnections;

    private FakeGateway(TimeProvider time)
    {
        _time = time;
        var now = time.GetUtcNow();
        _authority = new TestAuthority(now.AddDays(-1), now.AddYears(1));
        _server = _authority.Server(now.AddDays(-1), now.AddDays(300));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(o => o.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.UseHttps(https =>
            {
                https.ServerCertificate = _server;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = static (_, _, _) => true;
            });
        }));
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>How long a certificate that it signs lasts.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromHours(72);

    /// <summary>A connection ends with the next that it says.</summary>
    public bool EndsConnections
    {
        get => Volatile.Read(ref _endsConnections);
        set => Volatile.Write(ref _endsConnections, value);
    }

    public int Renewals => Volatile.Read(ref _renewals);

    public static async Task<FakeGateway> StartAsync(TimeProvider time)
    {
        var gateway = new FakeGateway(time);
        await gateway._host.StartAsync(TestContext.Current.CancellationToken);
        gateway.Address = new Uri(gateway._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return gateway;
    }

    /// <summary>What a sensor of here has, with a certificate of now.</summary>
    public StoredIdentity Identity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new StoredIdentity(
            Address.ToString(), "s1", "acme", Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(_authority.Sensor(key, _time.GetUtcNow(), _time.GetUtcNow() + Life)), Convert.ToBase64String(_authority.Certificate.RawData));
    }

    /// <summary>A token to enrol with.</summary>
    public string Token() => "secret." + Convert.ToHexStringLower(SHA256.HashData(_authority.Certificate.RawData));

    /// <summary>Serial number of the certificate that the next connection shows.</summary>
    public Task<string> ConnectedAsync() => NextAsync(_connected);

    public async Task HeardAsync(FromSensor.WhatOneofCase what)
    {
        while ((await NextAsync(_heard)).WhatCase != what)
        {
            // Something else is said in between.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _server.Dispose();
        _authority.Dispose();
    }

    private static async Task<T> NextAsync<T>(Channel<T> of)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await of.Reader.ReadAsync(patience.Token);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        var call = http.Request.Path.Value!.Split('/')[^1];
        switch (call)
        {
            case "Authority":
                await WriteAsync(http, new AuthorityReply { Authority = ByteString.CopyFrom(_authority.Certificate.RawData) });
                break;
            case "Enrol":
                await WriteAsync(http, Reply(EnrolRequest.Parser.ParseFrom((await ReadAsync(http))!).CertificateRequest));
                break;
            case "Renew":
                Interlocked.Increment(ref _renewals);
                await WriteAsync(http, Reply(RenewRequest.Parser.ParseFrom((await ReadAsync(http))!).CertificateRequest));
                break;
            default:
                await ConnectAsync(http);
                break;
        }

        http.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task ConnectAsync(HttpContext http)
    {
        _connected.Writer.TryWrite(http.Connection.ClientCertificate!.SerialNumber);
        await WriteAsync(http, new ToSensor { Configuration = new Configuration { Version = 1 } });
        while (!EndsConnections && await ReadAsync(http) is { } message)
        {
            _heard.Writer.TryWrite(FromSensor.Parser.ParseFrom(message));
        }
    }

    private EnrolReply Reply(ByteString asked) => new()
    {
        SensorId = "s1",
        Client = "acme",
        Certificate = ByteString.CopyFrom(_authority.Sensor(asked.ToByteArray(), _time.GetUtcNow(), _time.GetUtcNow() + Life)),
        Authority = ByteString.CopyFrom(_authority.Certificate.RawData),
    };

    // A message on the wire: a zero (not packed), four bytes of length, and itself.
    private static async Task WriteAsync(HttpContext http, IMessage message)
    {
        var bytes = new byte[HeadBytes + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - HeadBytes);
        message.ToByteArray().CopyTo(bytes, HeadBytes);
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        try
        {
            var head = new byte[HeadBytes];
            if (await http.Request.Body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, http.RequestAborted) < HeadBytes)
            {
                return null;
            }

            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            await http.Request.Body.ReadExactlyAsync(message, http.RequestAborted);
            return message;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The sensor ended it.
            return null;
        }
    }
}
