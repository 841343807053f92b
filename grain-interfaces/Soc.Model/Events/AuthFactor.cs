namespace Soc.Model.Events;

/// <summary>OCSF auth_factors[].factor_type_id; None when no second factor was used or the source does not say.</summary>
public enum AuthFactor
{
    None = 0,
    Sms = 1,
    SecurityQuestion = 2,
    PhoneCall = 3,
    Biometric = 4,
    Push = 5,
    HardwareToken = 6,
    Otp = 7,
    Email = 8,
    U2f = 9,
    WebAuthn = 10,
    Password = 11,
    Other = 99,
}
