using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Soc.SensorProtocol;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>A sensor of which every word is said by the test.</summary>
internal sealed class FakeSensor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Method<FromSensor, ToSensor> Connecting = MethodOf(MethodType.DuplexStreaming, "Connect", FromSensor.Parser, ToSensor.Parser);
    private static readonly Method<EnrolRequest, EnrolReply> Enrolling = MethodOf(MethodType.Unary, "Enrol", EnrolRequest.Parser, EnrolReply.Parser);

    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<FromSensor, ToSensor> _call;
    private readonly Channel<ToSensor> _heard = Channel.CreateUnbounded<ToSensor>();

    private FakeSensor(GrpcChannel channel)
    {
        _channel = channel;
        _call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Connecting, host: null, new CallOptions(cancellationToken: Cancel));
        Ended = ReadAsync();
    }

    /// <summary>Why the gateway ended the connection.</summary>
    public Task<StatusCode> Ended { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FakeSensor> ConnectAsync(Uri gateway, X509Certificate2 certificate, bool resetsEnabled = true)
    {
        var sensor = new FakeSensor(Open(gateway, certificate));
        await sensor.SayAsync(new FromSensor { Hello = new Hello { Version = "test", ResetsEnabled = resetsEnabled } });
        return sensor;
    }

    /// <summary>Enrols with a token; what came of it.</summary>
    public static async Task<StatusCode> EnrolAsync(Uri gateway, string token)
    {
        using var channel = Open(gateway, certificate: null);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new EnrolRequest { Token = token, Name = "one of two", CertificateRequest = ByteString.CopyFrom(Request(key)) };
        try
        {
            using var call = channel.CreateCallInvoker().AsyncUnaryCall(Enrolling, host: null, new CallOptions(cancellationToken: Cancel), request);
            await call;
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    public static byte[] Request(ECDsa key) => new CertificateRequest("CN=sensor", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    public Task SayAsync(FromSensor message) => _call.RequestStream.WriteAsync(message, Cancel);

    public Task BeatAsync() => SayAsync(new FromSensor { Heartbeat = new Heartbeat { AtMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() } });

    public async Task<ToSensor> HearAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    public async Task EndAsync()
    {
        await _call.RequestStream.CompleteAsync();
        await Ended;
    }

    public void Dispose()
    {
        _call.Dispose();
        _channel.Dispose();
    }

    private static GrpcChannel Open(Uri gateway, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler();

        // Whether that authority is the right one is asked by the agent, and by its own tests.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown?.Issuer == "CN=Soc.Actors sensors";
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return GrpcChannel.ForAddress(gateway, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private static Method<TRequest, TReply> MethodOf<TRequest, TReply>(MethodType type, string name, MessageParser<TRequest> request, MessageParser<TReply> reply)
        where TRequest : class, IMessage<TRequest>
        where TReply : class, IMessage<TReply> =>
        new(type, "soc.sensor.v1.SensorGateway", name, Marshallers.Create(m => m.ToByteArray(), request.ParseFrom), Marshallers.Create(m => m.ToByteArray(), reply.ParseFrom));

    private async Task<StatusCode> ReadAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(Cancel))
            {
                await _heard.Writer.WriteAsync(_call.ResponseStream.Current, Cancel);
            }

            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
