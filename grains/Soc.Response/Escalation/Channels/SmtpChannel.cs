using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>Sends mail. STARTTLS is asked for and not offered: a server that has none gets nothing, but a relay on this machine.</summary>
public sealed class SmtpChannel : INoticeChannel
{
    private readonly SmtpSettings _settings;
    private readonly MailboxAddress _from;
    private readonly MailboxAddress[] _to;

    /// <exception cref="ConnectorSettingsException">A setting makes no sense.</exception>
    public SmtpChannel(SmtpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _from = AddressOf(settings.From, "from");
        _to = [.. settings.To.Select(t => AddressOf(t, "to"))];
        if (_to.Length == 0)
        {
            throw new ConnectorSettingsException("'to' is empty: name at least one address.");
        }

        if (settings.IsPlain && !IsThisMachine(settings.Host))
        {
            throw new ConnectorSettingsException($"'{settings.Host}' is not this machine: mail goes there by TLS only.");
        }
    }

    public async Task<Delivery> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        using var message = MailMessage.Of(notice, _from, _to);
        using var client = new SmtpClient { Timeout = _settings.TimeoutMs };
        try
        {
            var security = _settings.IsPlain ? SecureSocketOptions.None : _settings.IsImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
            await client.ConnectAsync(_settings.Host, _settings.Port, security, cancellationToken);
            if (_settings.User is { } user)
            {
                await client.AuthenticateAsync(user, _settings.Password?.Invoke() ?? "", cancellationToken);
            }

            await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new Delivery(DeliveryKind.Taken, $"The mail server {_settings.Host} took it.");
        }
        catch (SmtpCommandException e)
        {
            // RFC 5321 section 4.2.1: 4 is for now, 5 is for good.
            var isForNow = (int)e.StatusCode is >= 400 and < 500;
            return new Delivery(isForNow ? DeliveryKind.TryAgain : DeliveryKind.Refused, $"The mail server {_settings.Host} answers {(int)e.StatusCode}: {NoticeText.OneLine(e.Message)}");
        }
        catch (AuthenticationException)
        {
            return new Delivery(DeliveryKind.Refused, $"The mail server {_settings.Host} does not accept user and password of {_settings.User}.");
        }
        catch (SslHandshakeException)
        {
            return new Delivery(DeliveryKind.Refused, $"The certificate of the mail server {_settings.Host} is not valid for it, or it speaks no TLS.");
        }
        catch (NotSupportedException)
        {
            return new Delivery(DeliveryKind.Refused, $"The mail server {_settings.Host} has no STARTTLS: nothing is sent in clear.");
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or TimeoutException or ServiceNotConnectedException)
        {
            return new Delivery(DeliveryKind.TryAgain, $"The mail server {_settings.Host}:{_settings.Port} could not be reached: {NoticeText.OneLine(e.Message)}");
        }
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private static MailboxAddress AddressOf(string text, string name) =>
        MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw new ConnectorSettingsException($"'{name}': '{NoticeText.OneLine(text)}' is no address of mail.");
}
